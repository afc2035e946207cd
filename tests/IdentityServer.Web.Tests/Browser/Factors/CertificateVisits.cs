using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>The way from an application to where a certificate is presented.</summary>
internal static class CertificateVisits
{
    public static async Task<ApplicationRequest> PresentAsync(Visit visit, Company company)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await PresentAsync(visit);
        return request;
    }

    public static async Task PresentAsync(Visit visit)
    {
        await visit.SeesAsync("Sign in");
        await visit.FollowAsync("Use a certificate or smart card");
        await visit.SeesAsync("Certificate or smart card");
        await visit.PressAsync("Sign in");
    }
}
