using IdentityServer.Protocol;
using IdentityServer.Protocol.Events;

namespace IdentityServer.Web.ProtocolHttp;

internal static class ProtocolRegistration
{
    public static IServiceCollection AddProtocol(this IServiceCollection services, ProtocolOptions options)
    {
        services.AddSingleton(options);
        foreach (var (service, implementation) in ProtocolServices.Singletons) services.AddSingleton(service, implementation);
        services.AddSingleton<IProtocolEvents, ProtocolAudit>().AddHostedService<KeyMaintenance>();
        return services.AddScoped<ApplicationAnswers>().AddScoped<AuthorizeHttp>();
    }
}
