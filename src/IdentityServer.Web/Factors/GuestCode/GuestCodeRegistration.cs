using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.SentCodes;

namespace IdentityServer.Web.Factors.GuestCode;

internal static class GuestCodeRegistration
{
    public static IServiceCollection AddGuestCode(this IServiceCollection services)
    {
        services.AddSentCodes().AddSingleton<GuestCodeFactor>().AddScoped<GuestCodes>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<GuestCodeFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<GuestCodeFactor>());
    }
}
