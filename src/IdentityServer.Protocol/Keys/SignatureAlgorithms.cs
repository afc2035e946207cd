namespace IdentityServer.Protocol.Keys;

/// <summary>The algorithms that this server holds keys for.</summary>
public static class SignatureAlgorithms
{
    public const string Es256 = "ES256";
    public const string Rs256 = "RS256";
    public const string Ps256 = "PS256";

    /// <summary>Authenticates refresh tokens; its keys are never published.</summary>
    public const string Hs256 = "HS256";

    /// <summary>Those that clients and APIs may choose from.</summary>
    public static IReadOnlyList<string> Public { get; } = [Es256, Rs256, Ps256];

    internal static IReadOnlyList<string> All { get; } = [Es256, Rs256, Ps256, Hs256];
}
