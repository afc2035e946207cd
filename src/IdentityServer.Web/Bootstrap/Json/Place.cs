namespace IdentityServer.Web.Bootstrap.Json;

/// <summary>Where something stands in the file. Lines and columns count from 1, columns in characters.</summary>
internal sealed record Place(int Line, int Column, string Path)
{
    internal Place Of(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}.{name}" };
}
