using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Messages;
using IdentityServer.Web.Recovery;
using IdentityServer.Web.Registration;
using IdentityServer.Web.SecurityInfo;

namespace IdentityServer.Web.SignIn;

internal static class SignInRegistration
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<FactorCatalog>().AddSingleton<MethodSecrets>();
        services.AddScoped<BrowserCookies>().AddScoped<OrganizationChoices>().AddScoped<CurrentDevice>().AddScoped<BrowserSessions>().AddScoped<SignInFactsReader>().AddScoped<SignInPaths>();
        services.AddScoped<JourneyStart>().AddScoped<JourneyFinish>().AddScoped<DeviceSightings>().AddScoped<JourneyEnd>().AddScoped<JourneyAudit>();
        services.AddScoped<SessionRenewal>().AddSecurityInfo();
        services.AddScoped<FactorVerifier>().AddScoped<CurrentSignIn>();
        services.AddScoped<ResetLimits>().AddScoped<ResetCodes>().AddScoped<NewAccounts>().AddScoped<AddressProof>();
        return services.AddScoped<MethodRegistration>().AddScoped<AccountNotices>();
    }
}
