namespace IdentityServer.DemoClient.Oidc;

/// <summary>What a sign-in or a refresh brought. Checked where it was received.</summary>
internal sealed record Tokens(string ClientId, string AccessToken, string? IdToken, string? RefreshToken, string? Scope, DateTimeOffset ReceivedAt)
{
    /// <summary>Prints no token.</summary>
    public override string ToString() => $"Tokens of {ClientId}";
}
