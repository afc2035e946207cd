using IdentityServer.Web.SecurityInfo.Applications;
using IdentityServer.Web.SecurityInfo.Data;
using IdentityServer.Web.SecurityInfo.NotMe;
using IdentityServer.Web.SecurityInfo.Organizations;
using IdentityServer.Web.SecurityInfo.Profile;
using IdentityServer.Web.SecurityInfo.Sessions;

namespace IdentityServer.Web.SecurityInfo;

internal static class SecurityInfoRegistration
{
    public static IServiceCollection AddSecurityInfo(this IServiceCollection services)
    {
        services.AddScoped<CurrentAccount>().AddScoped<AccountAudit>().AddScoped<PasswordChange>();
        services.AddSingleton<NotMeLinks>().AddScoped<AccountLock>();
        services.AddScoped<OwnSessions>().AddScoped<OwnApplications>().AddScoped<AddressChange>().AddScoped<AccountData>();
        services.AddScoped<OwnOrganizations>().AddScoped<TieChanges>();
        return services.AddScoped<OwnMethods>().AddScoped<MethodChanges>();
    }
}
