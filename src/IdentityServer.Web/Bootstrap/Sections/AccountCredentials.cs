using System.Security.Cryptography;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Factors.Totp;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>Passwords and authenticator secrets between the file and the methods that hold them.</summary>
internal sealed class AccountCredentials(PasswordHashing hashing, MethodSecrets secrets)
{
    private const byte IdentityFormat3 = 1;

    /// <summary>The new state of a password method; null if the stored one fits already.</summary>
    /// <param name="given">The password, or its hash.</param>
    internal string? PasswordState(Method? stored, string given)
    {
        var isHash = IsHash(given);
        if (stored is not null && PasswordHash(stored) is var kept && (isHash ? kept == given : hashing.Verify(kept, given, out _))) return null;

        return secrets.Protect(PasswordFactor.FactorKey, new PasswordState(isHash ? given : hashing.Hash(given)).ToJson());
    }

    internal string PasswordHash(Method method) => Factors.Password.PasswordState.FromJson(secrets.Unprotect(method)).Hash;

    /// <summary>The new state of an authenticator app; null if one of the stored ones holds this secret already.</summary>
    internal string? TotpState(IEnumerable<Method> stored, string base32)
    {
        Base32.TryDecode(base32, out var secret);
        if (stored.Any(method => CryptographicOperations.FixedTimeEquals(SecretOf(method), secret))) return null;

        return secrets.Protect(TotpFactor.FactorKey, new TotpState(secret).ToJson());
    }

    internal string TotpSecret(Method method) => Base32.Encode(SecretOf(method));

    private byte[] SecretOf(Method method) => Factors.Totp.TotpState.FromJson(secrets.Unprotect(method)).Secret;

    // ASP.NET Core Identity's format 3: marker, function, rounds and length of the salt (4 bytes each), then salt and key.
    private static bool IsHash(string text)
    {
        const int Header = 13, LeastSalt = 16, LeastKey = 32;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            && length >= Header + LeastSalt + LeastKey
            && bytes[0] == IdentityFormat3
            && bytes[1] == 0;
    }
}
