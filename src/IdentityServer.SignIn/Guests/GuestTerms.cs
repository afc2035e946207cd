using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Guests;

/// <summary>What an organization asks its guests to allow. Whoever accepted an older text is asked again.</summary>
public static class GuestTerms
{
    // To be raised when our own words change their meaning.
    private const int OurWords = 1;

    /// <summary>Names the text: 32 hexadecimal digits that change with the organization's own words and with what they link to.</summary>
    public static string VersionOf(Organization organization)
    {
        var own = organization.Policy.Guests.ConsentText;
        var words = JsonSerializer.Serialize<string?[]>([$"{OurWords}", organization.PrivacyUrl, organization.TermsUrl, own.En, own.Fr]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..32];
    }
}
