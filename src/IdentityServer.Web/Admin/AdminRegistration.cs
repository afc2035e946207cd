using IdentityServer.Web.Admin.Access;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Admin.Apis;
using IdentityServer.Web.Admin.Applications;
using IdentityServer.Web.Admin.Logs;
using IdentityServer.Web.Admin.Organizations;

namespace IdentityServer.Web.Admin;

internal static class AdminRegistration
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>().AddScoped<ActorAudit>();
        services.AddScoped<LogDesk>().AddScoped<LogNames>();
        services.AddScoped<OrganizationReading>().AddScoped<OrganizationChanges>().AddScoped<PolicyForecast>();
        services.AddScoped<ApplicationReading>().AddScoped<ApplicationChanges>().AddScoped<ApplicationSecrets>().AddSingleton<SecretUses>().AddHostedService<SecretUseLoop>();
        services.AddScoped<AccountAccess>().AddScoped<ApiChanges>();
        return services.AddScoped<AccountReading>().AddScoped<AccountChanges>().AddScoped<AccountRecovery>();
    }
}
