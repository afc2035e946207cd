using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IdentityServer.Web.Factors.SentCodes;

internal static class SentCodeRegistration
{
    /// <summary>What every factor that sends codes needs; each may ask for it.</summary>
    public static IServiceCollection AddSentCodes(this IServiceCollection services)
    {
        services.TryAddSingleton<SentCodeSecrets>();
        services.TryAddSingleton<SentCodeChecks>();
        services.TryAddScoped<NewAddressCodes>();
        services.TryAddScoped<SentCodeSending>();
        services.TryAddScoped<SentCodeMessages>();
        services.TryAddScoped<JourneyCodes>();
        return services;
    }
}
