using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Admin.Logs;

namespace IdentityServer.Web.Admin;

internal static class AdminRegistration
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>().AddScoped<ActorAudit>();
        services.AddScoped<LogDesk>().AddScoped<LogNames>();
        return services.AddScoped<AccountReading>().AddScoped<AccountChanges>().AddScoped<AccountRecovery>();
    }
}
