using IdentityServer.SignIn.Factors;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Totp;

internal static class TotpRegistration
{
    public static IServiceCollection AddTotpFactor(this IServiceCollection services)
    {
        services.AddOptions<TotpOptions>().BindConfiguration("Factors:AuthenticatorApp").ValidateOnStart();
        services.AddSingleton<IValidateOptions<TotpOptions>, TotpOptionsValidator>();
        services.AddSingleton<TotpFactor>().AddScoped<TotpEnrollment>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<TotpFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<TotpFactor>());
    }
}
