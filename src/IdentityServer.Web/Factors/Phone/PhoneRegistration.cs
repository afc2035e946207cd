using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Messages;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Phone;

internal static class PhoneRegistration
{
    /// <summary>Text and call, each only where somebody carries its messages.</summary>
    public static IServiceCollection AddPhoneFactors(this IServiceCollection services, SenderSettings senders)
    {
        services.AddOptions<PhoneOptions>().BindConfiguration("Factors:Phone").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PhoneOptions>, PhoneOptionsValidator>();
        services.AddSentCodes().AddScoped<PhoneEnrollment>();
        // Their pages exist either way: whoever opens one is led on, not to a fault.
        services.AddSingleton<TextFactor>().AddSingleton<CallFactor>();
        if (senders.Carries(Channel.Sms)) Offer<TextFactor>(services);
        if (senders.Carries(Channel.Voice)) Offer<CallFactor>(services);
        return services;
    }

    private static void Offer<TFactor>(IServiceCollection services)
        where TFactor : class, IFactor, IFactorPages
    {
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<TFactor>());
        services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<TFactor>());
    }
}
