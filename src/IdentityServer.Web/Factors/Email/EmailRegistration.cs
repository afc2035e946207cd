using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.SentCodes;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Email;

internal static class EmailRegistration
{
    public static IServiceCollection AddEmailFactor(this IServiceCollection services)
    {
        services.AddOptions<EmailOptions>().BindConfiguration("Factors:Email").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
        services.AddSentCodes().AddSingleton<EmailFactor>().AddScoped<EmailEnrollment>();
        services.AddSingleton<MailboxFactor>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<MailboxFactor>());
        services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<MailboxFactor>());
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<EmailFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<EmailFactor>());
    }
}
