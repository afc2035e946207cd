namespace IdentityServer.Web.Bootstrap;

/// <summary>Something wrong with a bootstrap file. Never quotes a secret.</summary>
/// <param name="Line">From 1; 0 where the problem is not of one place.</param>
/// <param name="Path">For example <c>clients[2].grant_types[0]</c>; empty for the file as a whole.</param>
internal sealed record BootstrapProblem(string File, int Line, int Column, string Path, string Sentence)
{
    public override string ToString()
    {
        var where = Line > 0 ? $"{File} line {Line}, column {Column}" : File;
        return Path.Length > 0 ? $"{where}: {Path}: {Sentence}" : $"{where}: {Sentence}";
    }
}
