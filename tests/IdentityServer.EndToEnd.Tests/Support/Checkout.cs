namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>Where things lie, seen from the folder that these tests were built to.</summary>
internal static class Checkout
{
    private static readonly string Output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

    // tests/PROJECT/bin/CONFIGURATION/FRAMEWORK
    private static readonly string Framework = Path.GetFileName(Output);
    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(Output)!);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Output, "../../../../.."));

    public static string Server { get; } = Program("src/IdentityServer.Web");

    public static string DemoClient { get; } = Program("samples/IdentityServer.DemoClient");

    public static string Load { get; } = Program("tests/IdentityServer.Load");

    public static string Interop { get; } = Path.Combine(Root, "tests/interop");

    private static string Program(string project) =>
        Path.Combine(Root, project, "bin", Configuration, Framework, Path.GetFileName(project) + ".dll");
}
