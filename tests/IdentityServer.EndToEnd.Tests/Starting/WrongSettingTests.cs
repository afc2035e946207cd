using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

namespace IdentityServer.EndToEnd.Tests.Starting;

/// <summary>A setting that makes no sense stops the server at its start, by its name, and not the first person who needs it.</summary>
public sealed class WrongSettingTests : IDisposable
{
    private static readonly Lazy<Task<TestDatabase>> Database = new(async () => await (await TestCluster.SharedAsync()).CreateEmptyAsync());

    private static readonly string Key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Factors__Password__Iterations", "1000", "Iterations")]
    [InlineData("Factors__Password__Lanes", "many", "Factors:Password:Lanes")]
    [InlineData("Messages__Outbox__BatchSize", "a lot", "Messages:Outbox:BatchSize")]
    [InlineData("Factors__Phone__DefaultCountry", "Atlantis", "Factors:Phone")]
    [InlineData("Proxies__Known__0", "next door", "Proxies:Known")]
    [InlineData("OpenTelemetry__Endpoint", "over there", "OpenTelemetry:Endpoint")]
    [InlineData("ASPNETCORE_URLS", "everywhere", "everywhere")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:99999", "99999")]
    public async Task Names_what_is_wrong(string name, string value, string named)
    {
        var setup = new ServerSetup
        {
            DataDirectory = Path.Combine(_folder.Path, "data"),
            ConnectionString = (await Database.Value).ConnectionString,
            More = new Dictionary<string, string> { ["Encryption__Key"] = Key, [name] = value },
        };

        var (code, output, errors) = await ServerProcess.RunAsync(setup, []);

        Assert.Equal(1, code);
        Assert.Contains(named, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
