using IdentityServer.Protocol;

namespace IdentityServer.Web.ProtocolHttp;

internal static class ProtocolRegistration
{
    public static IServiceCollection AddProtocol(this IServiceCollection services, ProtocolOptions options)
    {
        services.AddSingleton(options);
        foreach (var (service, implementation) in ProtocolServices.Singletons) services.AddSingleton(service, implementation);
        services.AddHostedService<KeyMaintenance>();
        return services.AddScoped<ApplicationAnswers>().AddScoped<AuthorizeHttp>();
    }
}
