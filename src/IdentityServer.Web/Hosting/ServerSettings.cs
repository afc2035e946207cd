using IdentityServer.Storage;
using IdentityServer.Storage.Secrets;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Hosting;

/// <summary>The settings that are needed before anything else can be built, checked.</summary>
internal sealed record ServerSettings
{
    public required string Issuer { get; init; }

    public required string DataDirectory { get; init; }

    public required DatabaseProvider Provider { get; init; }

    /// <summary>Null: a private PostgreSQL, in Development only.</summary>
    public string? ConnectionString { get; init; }

    public required MasterKey MasterKey { get; init; }

    public required SenderSettings Senders { get; init; }

    /// <summary>Where the demo application runs; null where there is none.</summary>
    public string? DemoClientUrl { get; init; }

    public string? BootstrapFile { get; init; }

    public int CacheSeconds { get; init; } = 30;

    /// <exception cref="StartupProblem">A setting is missing or unsafe; its name is in the sentence.</exception>
    public static ServerSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        var data = Path.GetFullPath(configuration["Data:Directory"] ?? ".data");
        var settings = new ServerSettings
        {
            Issuer = ReadIssuer(configuration["Issuer"] ?? (development ? "http://localhost:5000" : null)),
            DataDirectory = data,
            Provider = ReadProvider(configuration["Database:Provider"]),
            ConnectionString = configuration.GetConnectionString("Default") is { Length: > 0 } text ? text : null,
            MasterKey = ReadMasterKey(configuration, development, data),
            Senders = SenderSettings.Read(configuration, development),
            DemoClientUrl = configuration["Demo:ClientUrl"],
            BootstrapFile = configuration["Bootstrap:File"],
            CacheSeconds = configuration.GetValue("Database:CacheSeconds", 30),
        };
        CheckAddresses(configuration[WebHostDefaults.ServerUrlsKey]);
        if (!development) settings.CheckProduction();
        return settings;
    }

    private void CheckProduction()
    {
        if (!Issuer.StartsWith("https://", StringComparison.Ordinal)) throw new StartupProblem("Issuer: outside Development it has to be an https address.");
        if (ConnectionString is null) throw new StartupProblem("ConnectionStrings:Default: outside Development the server needs a database of its own.");
        if (DemoClientUrl is not null) throw new StartupProblem("Demo:ClientUrl: demo data has no place outside Development.");
    }

    /// <summary>Kestrel would say so too, but not which setting it speaks of.</summary>
    private static void CheckAddresses(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                if (BindingAddress.Parse(url).Port is >= 0 and <= ushort.MaxValue) continue;
            }
            catch (FormatException)
            {
                // Said below.
            }

            throw new StartupProblem($"ASPNETCORE_URLS: \"{url}\" is no address to listen on.");
        }
    }

    private static string ReadIssuer(string? issuer)
    {
        if (issuer is null) throw new StartupProblem("Issuer: set it to the server's public https address.");
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new StartupProblem("Issuer: it has to be an http or https address without query and fragment.");
        return issuer.TrimEnd('/');
    }

    private static DatabaseProvider ReadProvider(string? provider) => provider?.ToUpperInvariant() switch
    {
        null or "POSTGRESQL" => DatabaseProvider.PostgreSql,
        "SQLSERVER" => DatabaseProvider.SqlServer,
        _ => throw new StartupProblem($"Database:Provider: \"{provider}\" is not known; use PostgreSql or SqlServer."),
    };

    private static MasterKey ReadMasterKey(IConfiguration configuration, bool development, string data)
    {
        if (configuration["Encryption:Key"] is { Length: > 0 } key) return MasterKey.Parse(key);
        if (configuration["Encryption:KeyFile"] is { Length: > 0 } file) return MasterKey.ReadFile(file);
        if (!development) throw new StartupProblem("Encryption:Key: set it, or Encryption:KeyFile, to 32 random bytes in base64 (openssl rand -base64 32).");

        Directory.CreateDirectory(data);
        return MasterKey.ReadOrCreateFile(Path.Combine(data, "master.key"));
    }
}
