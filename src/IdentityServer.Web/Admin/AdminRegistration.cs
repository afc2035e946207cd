using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Admin.Organizations;
using IdentityServer.Web.Admin.Logs;

namespace IdentityServer.Web.Admin;

internal static class AdminRegistration
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>().AddScoped<ActorAudit>();
        services.AddScoped<LogDesk>().AddScoped<LogNames>();
        services.AddScoped<OrganizationReading>().AddScoped<OrganizationChanges>().AddScoped<PolicyForecast>();
        return services.AddScoped<AccountReading>().AddScoped<AccountChanges>().AddScoped<AccountRecovery>();
    }
}
