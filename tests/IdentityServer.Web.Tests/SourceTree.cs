namespace IdentityServer.Web.Tests;

/// <summary>Files of the checkout that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string Root = FindRoot();

    public static string Web => Path.Combine(Root, "src", "IdentityServer.Web");

    public static string Vectors => Path.Combine(Root, "tests", "vectors");

    /// <summary>The files under the web project's folders, without what a build leaves there.</summary>
    public static IEnumerable<string> WebFiles(string extension) => Directory
        .EnumerateFiles(Web, "*" + extension, SearchOption.AllDirectories)
        .Where(path => Path.GetRelativePath(Web, path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Directory.Packages.props"))) return folder;
        }

        throw new InvalidOperationException("The tests have to run inside the checkout.");
    }
}
