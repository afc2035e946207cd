using System.Text.RegularExpressions;

namespace IdentityServer.ArchitectureTests;

/// <summary>Rules for every file in src.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;

    [Fact]
    public void Names_each_namespace_after_its_folder()
    {
        var misplaced = House.Sources(".cs")
            .Select(source => (source.Path, Found: Namespace().Match(source.Text)))
            .Where(source => source.Found.Success && source.Found.Groups[1].Value != FolderOf(source.Path));

        Assert.Empty(misplaced.Select(source => $"{source.Path}: {source.Found.Groups[1].Value}"));
    }

    [Fact]
    public void Has_no_file_too_long_to_read()
    {
        var tooLong = House.Sources(".cs", ".cshtml").Where(source => source.Text.Count(character => character == '\n') > LongestFile);

        Assert.Empty(tooLong.Select(source => source.Path));
    }

    [Fact]
    public void Leaves_nothing_to_be_done_later()
    {
        var unfinished = House.Sources(".cs", ".cshtml", ".js", ".css").Where(source => Unfinished().IsMatch(source.Text));

        Assert.Empty(unfinished.Select(source => source.Path));
    }

    [Fact]
    public void Finds_the_files_it_judges()
    {
        var rooms = House.Sources(".cs").Select(source => source.Path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["IdentityServer.Messaging", "IdentityServer.Protocol", "IdentityServer.SignIn", "IdentityServer.Storage", "IdentityServer.Web"], rooms);
    }

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')].Replace('/', '.');

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
