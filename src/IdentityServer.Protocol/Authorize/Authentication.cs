namespace IdentityServer.Protocol.Authorize;

/// <summary>Who signed in, when and how strongly. <paramref name="Acr"/> is single, mfa, phr or phrh; <paramref name="Amr"/> as in RFC 8176.</summary>
public sealed record Authentication(Guid AccountId, Guid SessionId, DateTime AuthenticatedUtc, string Acr, IReadOnlyList<string> Amr);
