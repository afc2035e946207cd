using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Shared;

/// <summary>An organization's colours as a style sheet of their own: the pages allow no inline style.</summary>
internal static class BrandSheet
{
    public static void MapBrandSheets(this IEndpointRouteBuilder app) => app.MapGet("/branding/{slug}.css", ServeAsync);

    /// <summary>Says whose page it is.</summary>
    public static void Describe(this PageChrome chrome, Organization organization)
    {
        chrome.OrganizationName = organization.DisplayName;
        chrome.OrganizationLogoUrl = organization.Branding.Logo;
        chrome.OrganizationSlug = organization.Slug;
        chrome.BrandVersion = VersionOf(organization);
        chrome.PrivacyUrl = organization.PrivacyUrl;
        chrome.TermsUrl = organization.TermsUrl;
        chrome.SupportEmail = organization.SupportEmail;
        chrome.SupportPhone = organization.SupportPhone;
    }

    private static async Task ServeAsync(HttpContext http, string slug, IOrganizationStore organizations)
    {
        var organization = slug.Length <= 64 ? await organizations.FindBySlugAsync(slug, http.RequestAborted) : null;
        if (organization is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/css; charset=utf-8";
        http.Response.Headers.CacheControl = http.Request.Query["v"] == VersionOf(organization) ? "public, max-age=31536000, immutable" : "no-cache";
        await http.Response.WriteAsync(BrandColors.Css(organization.Branding.Color), http.RequestAborted);
    }

    private static string VersionOf(Organization organization) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(organization.Branding.Color ?? "")).AsSpan(0, 6));
}
