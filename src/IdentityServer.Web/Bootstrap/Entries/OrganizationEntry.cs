using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;
using OrganizationBranding = IdentityServer.SignIn.Organizations.Branding;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>One of "organizations".</summary>
internal sealed record OrganizationEntry(string Slug, Func<Organization, Organization> Change, Func<string, Place> At)
{
    internal static readonly Shape<Organization> Shape = new Shape<Organization>(Blank("", Guid.Empty))
        .Add("slug", new TextForm(Rules.Slug), o => o.Slug, (o, value) => o with { Slug = value }, required: true)
        .Add("displayName", new TextForm(Rules.Line(200)), o => o.DisplayName, (o, value) => o with { DisplayName = value }, required: true)
        .Add("domains", new ListForm<string>(new TextForm(Rules.Domain)), o => o.Domains, (o, value) => o with { Domains = value })
        .Add("culture", new TextForm(Rules.OneOf("culture", "en", "fr")), o => o.Culture, (o, value) => o with { Culture = value })
        .AddText("supportEmail", Rules.Email, o => o.SupportEmail, (o, value) => o with { SupportEmail = value })
        .AddText("supportPhone", Rules.Phone, o => o.SupportPhone, (o, value) => o with { SupportPhone = value })
        .AddText("privacyUrl", Rules.Url, o => o.PrivacyUrl, (o, value) => o with { PrivacyUrl = value })
        .AddText("termsUrl", Rules.Url, o => o.TermsUrl, (o, value) => o with { TermsUrl = value })
        .AddPart("branding", BrandingShape(), o => o.Branding, (o, value) => o with { Branding = value })
        .AddPart("policy", PolicyShape.Fields, o => o.Policy, (o, value) => o with { Policy = value });

    internal static Organization Blank(string slug, Guid id) => new() { Id = id, Slug = slug, DisplayName = slug };

    internal static OrganizationEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var change = Shape.Read(fields);
        fields.Close();
        return new(change(Blank("", Guid.Empty)).Slug, change, fields.At);
    }

    private static Shape<OrganizationBranding> BrandingShape() => new Shape<OrganizationBranding>(new())
        .AddText("color", Rules.Color, b => b.Color, (b, value) => b with { Color = value })
        .AddText("logo", Rules.Logo, b => b.Logo, (b, value) => b with { Logo = value });
}
