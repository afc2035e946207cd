using System.Text.Json;
using IdentityServer.Web.Bootstrap;

namespace IdentityServer.Web.Tests.Support;

/// <summary>Bootstrap documents for what tests need.</summary>
internal static class CompanyDocuments
{
    public const string Scope = "openid profile email offline_access";

    public static object Of(Company company, CompanyWishes wishes, StandInApplication application) => new
    {
        organizations = new[]
        {
            new
            {
                slug = company.Slug,
                displayName = company.Name,
                domains = new[] { company.Slug + ".example" },
                culture = company.Culture,
                supportEmail = $"support@{company.Slug}.example",
                branding = new { color = wishes.Color },
                policy = new
                {
                    secondFactor = wishes.SecondFactor,
                    requiredMethods = wishes.RequiredMethods,
                    allowedMethods = wishes.AllowedMethods,
                    certificates = wishes.Certificates,
                    passkeys = wishes.Passkeys,
                    phoneCountries = wishes.PhoneCountries,
                    skipsAllowed = wishes.Skips,
                    rememberDeviceDays = wishes.RememberDeviceDays,
                    securityQuestions = wishes.SecurityQuestions,
                    methodsRequired = wishes.MethodsRequired,
                    resetMethods = wishes.ResetMethods,
                    selfRegistration = wishes.SelfRegistration,
                    reconfirmDays = wishes.ReconfirmDays,
                    suggestPasskeys = wishes.SuggestPasskeys,
                    staySignedInDays = wishes.StaySignedInDays,
                    invitedBy = wishes.InvitedBy,
                    guests = wishes.Guests,
                },
            },
        },
        clients = new[]
        {
            new
            {
                client_id = company.ClientId,
                client_name = company.ClientName,
                client_uri = application.HomeUri,
                organization = company.Slug,
                client_secret = company.ClientSecret,
                redirect_uris = new[] { application.RedirectUri },
                post_logout_redirect_uris = new[] { application.SignedOutUri },
                grant_types = new[] { "authorization_code", "refresh_token" },
                scope = Scope,
                require_consent = wishes.RequireConsent,
                backchannel_logout_uri = wishes.BackchannelLogout ? application.BackchannelLogoutUri(company.ClientId) : null,
                // A test may look around before it redeems its code, on a machine that is busy with others.
                authorization_code_lifetime = 600,
            },
        },
    };

    public static object Of(Person person, Company company, bool secondFactor, string state = "active")
    {
        var names = person.FullName.Split(' ', 2);
        var account = new Dictionary<string, object>
        {
            ["userName"] = person.UserName,
            ["email"] = person.Email,
            ["password"] = person.Password,
            ["givenName"] = names[0],
            ["familyName"] = names[1],
            ["culture"] = company.Culture,
            ["organization"] = company.Slug,
            ["secondFactor"] = secondFactor,
            ["state"] = state,
        };
        if (person.TotpSecret is { } secret) account["totpSecret"] = secret;
        return new { accounts = new[] { account } };
    }

    public static object Of(Company company, TestIssuer issuer, string mapping, string? crl) => new
    {
        trustedAuthorities = new[] { new { organization = company.Slug, certificate = issuer.Pem, crl, mapping } },
    };

    public static BootstrapDocument Parse(object document) =>
        BootstrapFile.Parse(JsonSerializer.SerializeToUtf8Bytes(document), "test.json", _ => null) switch
        {
            BootstrapParsing.Parsed parsed => parsed.Document,
            BootstrapParsing.Problems problems => throw new InvalidOperationException(string.Join('\n', problems.List)),
            _ => throw new InvalidOperationException("A bootstrap file was read in no known way."),
        };
}
