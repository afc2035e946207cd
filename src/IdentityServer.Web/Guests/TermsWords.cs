using System.Globalization;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests;

/// <summary>An organization's terms for its guests, in the reader's language.</summary>
/// <param name="Own">The organization's own words; null where it has none.</param>
internal sealed record TermsWords(IReadOnlyList<(string Title, string Detail)> Permissions, string? Own, string? PrivacyUrl, string? TermsUrl)
{
    /// <summary>As plain text, to be kept with who accepted it.</summary>
    public string Text => string.Join('\n', Lines().Where(line => line is not null));

    public static TermsWords Of(Organization organization, IStringLocalizer<Texts> texts) => new(
        [
            (texts["Receive your profile data"], texts["Your profile data means your name, your email address and your photo."]),
            (texts["Collect and log your activity"], texts["Your activity data means your access to, use of and content in their applications and resources."]),
            (texts["Use your profile data and activity data"],
                texts["They may use it to give you access to their applications and resources, and to create, control and administer an account, as their policies say."]),
        ],
        organization.Policy.Guests.ConsentText.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), organization.PrivacyUrl, organization.TermsUrl);

    private IEnumerable<string?> Lines() =>
        [.. Permissions.Select(permission => $"{permission.Title}: {permission.Detail}"), Own, PrivacyUrl, TermsUrl];
}
