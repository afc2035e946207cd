using System.Runtime.Versioning;
using IdentityServer.Web.Bootstrap;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

public sealed class BootstrapCommandsTests : IDisposable
{
    private readonly BootstrapWorld _world = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bootstrap-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Applies_a_file_and_says_what_changed()
    {
        var path = Write("""{ "organizations": [{ "slug": "nova", "displayName": "Nova" }] }""");

        var code = await RunAsync("apply", path);

        Assert.Equal(BootstrapCommands.Done, code);
        Assert.Equal($"organization nova added{Environment.NewLine}{path}: applied, 1 change.{Environment.NewLine}", _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Applied_twice_it_says_that_there_was_nothing_to_change()
    {
        var path = Write("""{ "organizations": [{ "slug": "nova", "displayName": "Nova" }] }""");
        await RunAsync("apply", path);
        _output.GetStringBuilder().Clear();

        var code = await RunAsync("apply", path);

        Assert.Equal(BootstrapCommands.Done, code);
        Assert.Equal($"{path}: nothing to change.{Environment.NewLine}", _output.ToString());
    }

    [Fact]
    public async Task Tells_every_problem_and_fails()
    {
        var path = Write("{\n  \"organizations\": [{ \"slug\": \"nova\" }],\n  \"apis\": 1\n}");

        var code = await RunAsync("apply", path);

        Assert.Equal(BootstrapCommands.Failed, code);
        Assert.Equal(
            [
                "bootstrap.json line 2, column 21: organizations[0]: the field \"displayName\" is missing",
                "bootstrap.json line 3, column 3: apis: this must be a list, not a number",
                "Nothing was changed.",
            ],
            _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(_world.Database.Organizations);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_sentence()
    {
        var code = await RunAsync("apply", Path.Combine(_folder.FullName, "missing.json"));

        Assert.Equal(BootstrapCommands.Failed, code);
        Assert.Contains("missing.json can't be read", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apply")]
    [InlineData("apply", "a", "b")]
    [InlineData("apply", "a", "--with-secrets")]
    [InlineData("export", "a", "b")]
    [InlineData("export", "--everything")]
    [InlineData("destroy")]
    public async Task Other_arguments_get_the_usage(params string[] args)
    {
        var code = await RunAsync(args);

        Assert.Equal(BootstrapCommands.WrongUsage, code);
        Assert.StartsWith("Usage: IdentityServer.Web apply PATH", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exports_to_the_output_without_a_path()
    {
        await RunAsync("apply", Write("""{ "organizations": [{ "slug": "nova", "displayName": "Nova" }] }"""));
        _output.GetStringBuilder().Clear();

        var code = await RunAsync("export");

        Assert.Equal(BootstrapCommands.Done, code);
        Assert.Equal("nova", BootstrapWorld.Parse(_output.ToString()).Organizations.Single().Slug);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Exports_to_a_file_that_only_its_owner_reads()
    {
        var path = Path.Combine(_folder.FullName, "export.json");
        await File.WriteAllTextAsync(path, "before", TestContext.Current.CancellationToken);

        var code = await RunAsync("export", path, "--with-secrets");

        Assert.Equal(BootstrapCommands.Done, code);
        Assert.Empty(BootstrapWorld.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Organizations);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_place_that_can_not_be_written_to_is_a_sentence()
    {
        var code = await RunAsync("export", Path.Combine(_folder.FullName, "no", "such", "folder.json"));

        Assert.Equal(BootstrapCommands.Failed, code);
        Assert.Contains("can't be written", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _world.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] args) => BootstrapCommands.RunAsync(_world.Services, args, _output, _error, TestContext.Current.CancellationToken);

    private string Write(string json)
    {
        var path = Path.Combine(_folder.FullName, "bootstrap.json");
        File.WriteAllText(path, json);
        return path;
    }
}
