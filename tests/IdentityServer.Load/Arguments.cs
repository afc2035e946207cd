using System.Reflection;

namespace IdentityServer.Load;

/// <summary>The command line.</summary>
/// <param name="Smoke">A few of each operation, to see that all of it works; the figures mean nothing then.</param>
/// <param name="Only">Only operations whose name contains this.</param>
/// <param name="Program">The server's dll.</param>
internal sealed record Arguments(bool Smoke, string? Only, string Program, int Rounds)
{
    /// <summary>How many work at the same time.</summary>
    public int Lanes => Smoke ? 2 : 8;

    public double Scale => Smoke ? 0 : 1;

    public int SignIns => Smoke ? Lanes : Server.Settings.Accounts;

    public static Arguments Read(string[] args) => new(
        args.Contains("--smoke"),
        Value(args, "--only"),
        Path.GetFullPath(Value(args, "--server") ?? BuiltServer()),
        args.Contains("--smoke") ? 1 : int.Parse(Value(args, "--rounds") ?? "3"));

    private static string? Value(string[] args, string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();

    private static string BuiltServer() =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "Server").Value!;
}
