using System.Globalization;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>How a test's server is started: everything by environment variables, as an operator would.</summary>
internal sealed record ServerSetup
{
    public required string DataDirectory { get; init; }

    /// <summary>Null: a private PostgreSQL in the data folder.</summary>
    public string? ConnectionString { get; init; }

    public string? BootstrapFile { get; init; }

    /// <summary>Null: the address that it listens on.</summary>
    public string? Issuer { get; init; }

    public string EnvironmentName { get; init; } = "Development";

    /// <summary>Further settings; they win over the ones above.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    public Dictionary<string, string> ToEnvironment(int port)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = EnvironmentName,
            ["ASPNETCORE_URLS"] = address,
            ["Issuer"] = Issuer ?? address,
            ["Data__Directory"] = DataDirectory,
            ["Messages__Directory"] = Path.Combine(DataDirectory, "messages"),
            ["DOTNET_NOLOGO"] = "1",
            // All tests come from one address.
            ["Limits__Scale"] = "1000",
        };
        if (ConnectionString is not null) environment["ConnectionStrings__Default"] = ConnectionString;
        if (BootstrapFile is not null) environment["Bootstrap__File"] = BootstrapFile;
        foreach (var (name, value) in More) environment[name] = value;
        return environment;
    }
}
