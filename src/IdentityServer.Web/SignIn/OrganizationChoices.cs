using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// Which organization a guest of several chose for an application that belongs to none, for as long as their session lasts. Kept in the
/// browser: it opens nothing that the person could not choose anyway, and whether they may still enter is asked each time.
/// </summary>
internal sealed class OrganizationChoices(BrowserCookies cookies)
{
    private const int Most = 10;
    private const int KeyLength = 12;
    private const int IdLength = 32;

    /// <summary>Null: none was made.</summary>
    public Guid? Find(Guid sessionId, string clientId)
    {
        var key = KeyOf(sessionId, clientId);
        return Entries().FirstOrDefault(entry => entry.StartsWith(key, StringComparison.Ordinal)) is { } found
            && Guid.TryParseExact(found[KeyLength..], "N", out var id) ? id : null;
    }

    public void Keep(Guid sessionId, string clientId, Guid organizationId)
    {
        var key = KeyOf(sessionId, clientId);
        var others = Entries().Where(entry => !entry.StartsWith(key, StringComparison.Ordinal));
        cookies.KeepChoices(string.Join('.', others.Prepend($"{key}{organizationId:N}").Take(Most)));
    }

    private IEnumerable<string> Entries() => (cookies.Choices ?? "").Split('.').Where(entry => entry.Length == KeyLength + IdLength).Take(Most);

    private static string KeyOf(Guid sessionId, string clientId) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{sessionId:N} {clientId}")))[..KeyLength];
}
