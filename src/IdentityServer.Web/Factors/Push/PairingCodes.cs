using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Codes that pair a device: eight letters and digits that can't be taken for one another, typed or carried by a link.</summary>
internal sealed class PairingCodes(ISecretProtector secrets, ServerSettings settings)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 8;

    /// <summary>Where the authenticator is.</summary>
    public string Address => settings.Issuer + "/authenticator";

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As people type it: lower case, spaces and hyphens are let through. Null if it can't be one.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null or { Length: > 32 }) return null;

        var code = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
        return code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? code : null;
    }

    /// <summary>Behind the number sign, so that it stands in no log and no scanner of links uses it.</summary>
    public string AddressOf(string code) => $"{Address}#pair={code}";

    public static string Show(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>The challenge of a code is found by its keyed hash: the code itself is nowhere in the table.</summary>
    public Guid IdOf(string code) => Hashed("push:pair", code);

    /// <summary>The challenge of a device that was paired and not tested yet.</summary>
    public Guid IdOfDevice(string deviceId) => Hashed("push:device", deviceId);

    private Guid Hashed(string purpose, string text) => new(secrets.Hash(purpose, Encoding.ASCII.GetBytes(text)).AsSpan(0, 16));
}
