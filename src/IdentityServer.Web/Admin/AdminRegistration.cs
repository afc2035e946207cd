using IdentityServer.Web.Admin.Accounts;

namespace IdentityServer.Web.Admin;

internal static class AdminRegistration
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>().AddScoped<ActorAudit>();
        return services.AddScoped<AccountReading>().AddScoped<AccountChanges>().AddScoped<AccountRecovery>();
    }
}
