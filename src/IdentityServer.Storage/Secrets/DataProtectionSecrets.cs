using System.Collections.Concurrent;
using System.Security.Cryptography;
using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn.Secrets;
using Microsoft.AspNetCore.DataProtection;

namespace IdentityServer.Storage.Secrets;

/// <summary>Encrypts with the key ring, which all nodes share and which renews itself; hashes with keys derived from the master key.</summary>
internal sealed class DataProtectionSecrets(IDataProtectionProvider provider, MasterKey masterKey) : ISecretProtector, IKeyProtector
{
    private readonly ConcurrentDictionary<string, IDataProtector> _protectors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _hashKeys = new(StringComparer.Ordinal);

    public string Protect(string purpose, string plaintext) => ProtectorFor(purpose).Protect(plaintext);

    public string? Unprotect(string purpose, string protectedText)
    {
        try
        {
            return ProtectorFor(purpose).Unprotect(protectedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public byte[] Hash(string purpose, ReadOnlySpan<byte> value) =>
        HMACSHA256.HashData(_hashKeys.GetOrAdd(purpose, static (name, key) => key.Derive("hash:" + name), masterKey), value);

    public byte[] Protect(byte[] plaintext) => ProtectorFor("signing-keys").Protect(plaintext);

    public byte[] Unprotect(byte[] protectedData) => ProtectorFor("signing-keys").Unprotect(protectedData);

    private IDataProtector ProtectorFor(string purpose) =>
        _protectors.GetOrAdd(purpose, static (name, root) => root.CreateProtector("IdentityServer", name), provider);
}
