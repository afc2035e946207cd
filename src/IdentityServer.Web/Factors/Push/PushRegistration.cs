using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Authenticator;
using IdentityServer.Web.Factors.Push.WebPush;
using IdentityServer.Web.SignIn;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Push;

internal static class PushRegistration
{
    public static IServiceCollection AddPushFactor(this IServiceCollection services)
    {
        services.AddOptions<PushOptions>().BindConfiguration("Factors:Push").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PushOptions>, PushOptionsValidator>();
        services.AddSingleton<PushFactor>().AddSingleton<PairingCodes>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<PushFactor>());
        services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<PushFactor>());
        services.AddScoped<ApprovalRequests>().AddScoped<PushSignIn>().AddScoped<PushEnrollment>().AddScoped<IJourneyStop, PushStop>();
        services.AddSingleton<Doorbell>().AddHostedService(provider => provider.GetRequiredService<Doorbell>());
        AddSender(services);
        return services.AddAuthenticator();
    }

    private static void AddSender(IServiceCollection services)
    {
        services.AddSingleton<VapidKey>().AddSingleton<PushServices>();
        services.AddHttpClient<PushSender>(http =>
            {
                http.Timeout = TimeSpan.FromSeconds(10);
                http.MaxResponseContentBufferSize = 64 * 1024;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                // A push service that sends elsewhere may name a host that is on no list.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                ConnectCallback = provider.GetRequiredService<PushServices>().ConnectAsync,
            })
            // The addresses of subscriptions are capabilities: they stand in no log.
            .RemoveAllLoggers();
    }
}
