using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using IdentityServer.Storage;
using IdentityServer.TestSupport;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>The real server on a port, a database and folders of its own, with an application to sign in to. One for each test class.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    // One key for the process: a database knows the key that it was first used with, and all are copies of one.
    private static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static int _count;

    private readonly TemporaryFolder _folder = new();
    private TestDatabase _database = null!;
    private WebApplication _app = null!;

    /// <summary>http://localhost:PORT</summary>
    internal string Origin { get; private set; } = "";

    /// <summary>https://localhost:PORT, where certificates are presented.</summary>
    internal string CertificateOrigin { get; private set; } = "";

    /// <summary>More settings, or others: the last one holds.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Hashing is slow on purpose and waits behind all others; where it is not what is looked at, few rounds do.</summary>
    internal int HashingRounds { get; init; } = 1_000;

    internal MovableClock Clock { get; } = new();

    internal VisitedPages Visited { get; } = new();

    internal StandInApplication Application { get; private set; } = null!;

    internal IServiceProvider Services => _app.Services;

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        Application = await StandInApplication.StartAsync();
        var cluster = await TestCluster.SharedAsync();
        _database = await cluster.CreateAsync("server", MigrateAsync);
        for (var attempt = 1; !await TryStartAsync(); attempt++) Assert.True(attempt < 5, "No free port was found.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Application.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }

    /// <summary>An organization and an application that no other test knows.</summary>
    internal async Task<Company> AddCompanyAsync(CompanyWishes wishes)
    {
        var number = Interlocked.Increment(ref _count);
        var company = new Company($"company-{number}", $"Company {number}", wishes.Culture, $"desk-{number}", NewSecret());
        await AddAsync(company, wishes);
        return company;
    }

    /// <summary>An account that no other test knows.</summary>
    internal async Task<Person> AddPersonAsync(Company company, string fullName = "Pauline Lavoie", bool secondFactor = false, bool withApp = false, string state = "active")
    {
        var userName = $"{fullName.Split(' ')[0].ToLowerInvariant()}-{Interlocked.Increment(ref _count)}";
        var secret = withApp ? RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32) : null;
        var person = new Person(userName, $"{userName}@{company.Slug}.example", $"harbour lantern {userName}", fullName, secret);
        await ApplyAsync(CompanyDocuments.Of(person, company, secondFactor, state));
        return person;
    }

    internal Task AddAsync(Company company, CompanyWishes wishes) => ApplyAsync(CompanyDocuments.Of(company, wishes, Application));

    internal static string NewSecret() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    /// <summary>The switch on the account, as an administrator moves it.</summary>
    internal Task ChangePersonAsync(Person person, Company company, bool secondFactor) => ApplyAsync(CompanyDocuments.Of(person, company, secondFactor));

    /// <summary>Messages that were sent: a file each.</summary>
    internal IEnumerable<string> MessageFiles() =>
        Directory.Exists(Path.Combine(_folder.Path, "messages")) ? Directory.EnumerateFiles(Path.Combine(_folder.Path, "messages"), "*.json") : [];

    /// <summary>The code that a person's authenticator app shows now.</summary>
    internal string CodeOf(string secret) => Rfc6238.CodeAt(secret, Clock.GetUtcNow());

    /// <summary>An organization's trust in an authority, as its administrator sets it up.</summary>
    internal Task TrustAsync(Company company, TestIssuer issuer, string mapping = "principalName", string? crl = null) =>
        ApplyAsync(CompanyDocuments.Of(company, issuer, mapping, crl));

    /// <summary>What people receive from this server.</summary>
    internal Mailroom Mailroom => new(Path.Combine(_folder.Path, "messages"));

    internal async Task ApplyAsync(object document)
    {
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<BootstrapApplier>()
            .ApplyAsync(CompanyDocuments.Parse(document), TestContext.Current.CancellationToken);
        Assert.IsType<BootstrapOutcome.Changed>(outcome);
    }

    private async Task<bool> TryStartAsync()
    {
        Origin = $"http://localhost:{FreePort()}";
        CertificateOrigin = $"https://localhost:{FreePort()}";
        _app = Create(_database.ConnectionString);
        await _app.Services.GetRequiredService<IDatabaseStartup>().PrepareAsync(CancellationToken.None);
        try
        {
            await _app.StartAsync();
            return true;
        }
        catch (IOException problem) when (problem.InnerException is AddressInUseException)
        {
            await _app.DisposeAsync();
            return false;
        }
    }

    private async Task MigrateAsync(string connectionString)
    {
        Origin = "http://localhost";
        CertificateOrigin = "https://localhost:5002";
        await using var app = Create(connectionString);
        await app.Services.GetRequiredService<IDatabaseStartup>().PrepareAsync(CancellationToken.None);
    }

    private WebApplication Create(string connectionString)
    {
        var builder = Composition.CreateBuilder(
        [
            "--environment=Development", "--applicationName=IdentityServer.Web", $"--urls={Origin}", $"--Issuer={Origin}",
            $"--CertificateAuthentication:Url={CertificateOrigin}", "--CertificateAuthentication:ListRefresh=00:00:00",
            $"--ConnectionStrings:Default={connectionString}", "--Database:Provider=PostgreSql", $"--Encryption:Key={MasterKey}",
            $"--Data:Directory={_folder.Path}", $"--Messages:Directory={Path.Combine(_folder.Path, "messages")}",
            "--BackchannelLogout:PollInterval=00:00:00.2",
            // The tests' own push service listens here.
            "--Factors:Push:AllowPrivateAddresses=true", "--Factors:Push:Hosts:0=127.0.0.1",
            .. Settings,
        ]);
        builder.Logging.ClearProviders();
        // In the program's own folder this is what the build's manifest of static files does.
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(Repository.PathOf("src", "IdentityServer.Web", "wwwroot"));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        // A setting cannot ask for fewer than the floor.
        builder.Services.AddSingleton(Options.Create(new PasswordOptions { Iterations = HashingRounds }));
        builder.Services.PostConfigure<RazorPagesOptions>(options => options.Conventions.ConfigureFilter(Visited));
        var app = Composition.Build(builder, ServerSettings.Read(builder.Configuration, builder.Environment), () => connectionString);

        // What a fault looks like can only be seen where there is one.
        app.MapGet(FaultPath, void () => throw new InvalidOperationException("A fault to look at."));
        return app;
    }

    /// <summary>A path of the tests' own, at which the server fails.</summary>
    public const string FaultPath = "/fault";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
