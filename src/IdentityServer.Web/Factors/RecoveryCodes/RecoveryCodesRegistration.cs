using IdentityServer.SignIn.Factors;

namespace IdentityServer.Web.Factors.RecoveryCodes;

internal static class RecoveryCodesRegistration
{
    public static IServiceCollection AddRecoveryCodesFactor(this IServiceCollection services)
    {
        services.AddSingleton<RecoveryCodesFactor>().AddScoped<RecoveryCodesEnrollment>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<RecoveryCodesFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<RecoveryCodesFactor>());
    }
}
