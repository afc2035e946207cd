using System.Text;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Web.Tests.Factors;

/// <summary>Marks instead of encrypting, and keeps purposes apart.</summary>
internal sealed class FakeSecrets : ISecretProtector
{
    public string Protect(string purpose, string plaintext) => $"{purpose}|{plaintext}";

    public string? Unprotect(string purpose, string protectedText) =>
        protectedText.StartsWith(purpose + "|", StringComparison.Ordinal) ? protectedText[(purpose.Length + 1)..] : null;

    public byte[] Hash(string purpose, ReadOnlySpan<byte> value) => [.. Encoding.UTF8.GetBytes(purpose), .. value];
}
