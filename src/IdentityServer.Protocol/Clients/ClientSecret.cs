namespace IdentityServer.Protocol.Clients;

/// <summary>
/// A client's (or API's) secret as it is kept: <c>sha256$salt$hash</c>, base64url without padding, where hash is SHA-256 over
/// salt and the secret's UTF-8 bytes. One round is enough for secrets that machines make.
/// </summary>
public sealed record ClientSecret(string Hash, DateTime CreatedUtc, DateTime? ExpiresUtc = null)
{
    /// <summary>Prints no part of the hash.</summary>
    public override string ToString() => $"ClientSecret created {CreatedUtc:O}";
}
