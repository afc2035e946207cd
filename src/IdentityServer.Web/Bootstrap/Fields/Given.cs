using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>A value that stands in the file, and where: later checks against the database still can name its place.</summary>
internal sealed record Given<T>(T Value, Place Place)
{
    /// <summary>Prints no value: it may be a password.</summary>
    public override string ToString() => $"Given at {Place}";
}
