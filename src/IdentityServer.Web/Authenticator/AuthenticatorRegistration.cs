namespace IdentityServer.Web.Authenticator;

internal static class AuthenticatorRegistration
{
    public static IServiceCollection AddAuthenticator(this IServiceCollection services)
    {
        services.AddSingleton<CallNonces>();
        services.AddScoped<Devices>().AddScoped<Pairings>().AddScoped<Approvals>().AddScoped<DeviceChanges>();
        return services.AddScoped<DeviceAudit>().AddScoped<SuspicionReport>();
    }

    public static void MapAuthenticator(this IEndpointRouteBuilder app)
    {
        app.MapAuthenticatorApi();
        app.MapAuthenticatorManifest();
    }
}
