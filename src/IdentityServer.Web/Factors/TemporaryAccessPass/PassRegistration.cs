using IdentityServer.SignIn.Factors;

namespace IdentityServer.Web.Factors.TemporaryAccessPass;

internal static class PassRegistration
{
    public static IServiceCollection AddTemporaryAccessPassFactor(this IServiceCollection services)
    {
        services.AddSingleton<PassFactor>().AddScoped<TemporaryAccessPasses>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<PassFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<PassFactor>());
    }
}
