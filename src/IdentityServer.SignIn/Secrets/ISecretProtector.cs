namespace IdentityServer.SignIn.Secrets;

/// <summary>Encrypts secrets for storage (with the host's key ring), each purpose with its own key.</summary>
public interface ISecretProtector
{
    string Protect(string purpose, string plaintext);

    /// <summary>Null if it was not encrypted by this server for this purpose.</summary>
    string? Unprotect(string purpose, string protectedText);

    /// <summary>HMAC-SHA-256 under a key that never leaves the server: for values too short to be hashed alone, such as codes.</summary>
    byte[] Hash(string purpose, ReadOnlySpan<byte> value);
}
