using IdentityServer.SignIn.Factors;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Password;

internal static class PasswordRegistration
{
    public static IServiceCollection AddPasswordFactor(this IServiceCollection services)
    {
        services.AddOptions<PasswordOptions>().BindConfiguration("Factors:Password").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PasswordOptions>, PasswordOptionsValidator>();
        services.AddSingleton<CommonPasswords>().AddSingleton<PasswordRules>().AddScoped<NewPasswords>();
        services.AddSingleton<PasswordHashing>().AddSingleton<HashingLanes>().AddSingleton<PasswordFactor>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<PasswordFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<PasswordFactor>());
    }
}
