using IdentityServer.SignIn.Factors;

namespace IdentityServer.Web.Factors.SecurityQuestions;

internal static class SecurityQuestionsRegistration
{
    public static IServiceCollection AddSecurityQuestions(this IServiceCollection services)
    {
        services.AddSingleton<SecurityQuestionsFactor>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<SecurityQuestionsFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<SecurityQuestionsFactor>());
    }
}
