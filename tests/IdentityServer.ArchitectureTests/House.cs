using System.Reflection;

namespace IdentityServer.ArchitectureTests;

/// <summary>The rooms and the files in them.</summary>
internal static class House
{
    public const string Name = "IdentityServer";

    public static string Root { get; } = FindRoot();

    public static Assembly Room(string room) => Assembly.Load($"{Name}.{room}");

    /// <summary>Path below src, with slashes, and content of each file that people write.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] extensions)
    {
        var src = Path.Combine(Root, "src");
        return Directory.EnumerateFiles(src, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => (Path: Path.GetRelativePath(src, file).Replace('\\', '/'), file))
            .Where(source => !source.Path.Split('/').Any(part => part is "bin" or "obj"))
            .Select(source => (source.Path, File.ReadAllText(source.file)));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Name + ".sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No {Name}.sln above {AppContext.BaseDirectory}.");
    }
}
