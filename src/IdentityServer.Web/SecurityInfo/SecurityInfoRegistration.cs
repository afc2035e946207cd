namespace IdentityServer.Web.SecurityInfo;

internal static class SecurityInfoRegistration
{
    public static IServiceCollection AddSecurityInfo(this IServiceCollection services)
    {
        services.AddScoped<CurrentAccount>().AddScoped<AccountAudit>().AddScoped<PasswordChange>();
        return services.AddScoped<OwnMethods>().AddScoped<MethodChanges>();
    }
}
