using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;
using Npgsql;

namespace IdentityServer.EndToEnd.Tests.Starting;

/// <summary>Whatever keeps the server from starting is one sentence and exit code 1.</summary>
public sealed class FailedStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Says_that_the_database_does_not_answer()
    {
        var port = Ports.FindFree();
        var setup = Setup() with { ConnectionString = $"Host=localhost;Port={port};Database=nowhere;Username=nobody;Password=nothing-to-see" };

        var sentence = await FailAsync(setup);

        Assert.StartsWith("Can't connect to ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing-to-see", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no connection string")]
    [InlineData("Host=localhost;Prot=5432")]
    public async Task Says_that_the_connection_string_can_not_be_read(string text)
    {
        var sentence = await FailAsync(Setup() with { ConnectionString = text });

        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_database_is_newer()
    {
        using var database = await EmptyAsync();
        await using (await ServerProcess.StartAsync(Setup() with { ConnectionString = database.ConnectionString }))
        {
        }

        await ExecuteAsync(database, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231235959_FromTheFuture', '99.0.0')");

        var sentence = await FailAsync(Setup() with { ConnectionString = database.ConnectionString });

        Assert.Contains("29991231235959_FromTheFuture", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_address_is_taken()
    {
        using var database = await EmptyAsync();
        var setup = Setup() with { ConnectionString = database.ConnectionString };
        await using var first = await ServerProcess.StartAsync(setup);

        var sentence = await FailAsync(setup, first.Port);

        Assert.Contains($":{first.Port}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_data_folder_is_in_use()
    {
        await using var first = await ServerProcess.StartAsync(Setup());

        var sentence = await FailAsync(Setup());

        Assert.StartsWith("IdentityServer is already running from this folder", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"organizations\": [{ \"slug\": \"x\", \"displayName\": \"X\", \"colour\": 1 }] }", "colour")]
    [InlineData("{ \"organizations\": [", "line 1")]
    [InlineData("\u0000\u0001", "line 1")]
    public async Task Says_what_is_wrong_with_the_bootstrap_file(string text, string named)
    {
        using var database = await EmptyAsync();
        var file = Path.Combine(_folder.Path, "bad.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var (code, _, errors) = await ServerProcess.RunAsync(Setup() with { ConnectionString = database.ConnectionString, BootstrapFile = file }, []);

        Assert.Equal(1, code);
        Assert.Contains("bad.json line 1", errors, StringComparison.Ordinal);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_bootstrap_file_is_missing()
    {
        using var database = await EmptyAsync();
        var missing = Path.Combine(_folder.Path, "missing.json");

        var sentence = await FailAsync(Setup() with { ConnectionString = database.ConnectionString, BootstrapFile = missing });

        Assert.Contains(missing, sentence, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> UnsafeSettings => new()
    {
        { "Issuer", "http://id.example.org", "Issuer: " },
        { "Issuer", "id.example.org", "Issuer: " },
        { "ConnectionStrings__Default", "", "ConnectionStrings:Default: " },
        { "Encryption__Key", "", "Encryption:Key: " },
        { "Encryption__Key", "c2hvcnQ=", "Encryption:Key" },
        { "Encryption__Key", "%%%", "Encryption:Key" },
        { "Demo__ClientUrl", "http://localhost:5010", "Demo:ClientUrl: " },
        { "Messages__FromAddress", "", "Messages:FromAddress: " },
        { "Messages__Email__Sender", "files", "Messages:Email:Sender: " },
        { "Messages__Email__Sender", "", "Messages:Email:Sender: " },
        { "Messages__Email__Sender", "pigeon", "Messages:Email:Sender: " },
        { "Messages__Email__Sender", "twilio", "Messages:Email:Sender: " },
        { "Messages__Email__Sender", "sendgrid", "Messages:SendGrid:ApiKey: " },
        { "Messages__Email__SecondSender", "webhook", "Messages:Webhook:Url: " },
        { "Messages__Smtp__Host", "", "Messages:Smtp:Host: " },
        { "Messages__Smtp__Port", "mail", "Messages:Smtp:Port: " },
        { "Messages__Smtp__StartTls", "false", "Messages:Smtp:StartTls: " },
        { "Messages__Smtp__Password", "", "Messages:Smtp:Password: " },
        { "Messages__Sms__Sender", "twilio", "Messages:Twilio:AccountSid: " },
        { "Messages__Voice__Sender", "sendgrid", "Messages:Voice:Sender: " },
        { "Messages__Voice__SecondSender", "twilio", "Messages:Twilio:AccountSid: " },
        { "Database__Provider", "Oracle", "Database:Provider: " },
        { "Database__CacheSeconds", "soon", "Database:CacheSeconds" },
        { "Encryption__KeyFile", "/nowhere/at/all", "/nowhere/at/all" },
    };

    [Theory]
    [MemberData(nameof(UnsafeSettings))]
    public async Task Refuses_what_is_unsafe_in_Production_and_names_the_setting(string name, string value, string named)
    {
        var sound = new Dictionary<string, string>
        {
            ["Issuer"] = "https://id.example.org",
            ["ConnectionStrings__Default"] = "Host=localhost;Database=nowhere",
            ["Encryption__Key"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
            ["Messages__FromAddress"] = "no-reply@id.example.org",
            ["Messages__Email__Sender"] = "smtp",
            ["Messages__Smtp__Host"] = "mail.example.org",
            ["Messages__Smtp__UserName"] = "mailer",
            ["Messages__Smtp__Password"] = "secret",
        };
        if (name == "Encryption__KeyFile") sound.Remove("Encryption__Key");
        sound[name] = value;

        var sentence = await FailAsync(Setup() with { EnvironmentName = "Production", More = sound });

        Assert.Contains(named, sentence, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(ServerSetup setup, int? port = null)
    {
        var (code, output, errors) = await ServerProcess.RunAsync(setup, [], port);

        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<TestDatabase> EmptyAsync() => await (await TestCluster.SharedAsync()).CreateEmptyAsync();

    private static async Task ExecuteAsync(TestDatabase database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private ServerSetup Setup() => new() { DataDirectory = Path.Combine(_folder.Path, "data") };
}
