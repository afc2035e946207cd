using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.Certificate.Presenting;
using IdentityServer.Web.Factors.Certificate.Revocation;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Certificate;

internal static class CertificateRegistration
{
    public static IServiceCollection AddCertificateFactor(this IServiceCollection services, CertificatePlace place, bool development)
    {
        services.AddOptions<CertificateOptions>()
            // A machine of one's own has its test authority on itself.
            .Configure(options => options.AllowPrivateNetworks = development)
            .BindConfiguration(CertificateOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CertificateOptions>, CertificateOptionsValidator>();
        services.AddSingleton(place).AddScoped<CertificateTickets>().AddScoped<CertificateDoor>();
        services.AddSingleton<GuardedFetcher>().AddSingleton<ReadLists>().AddScoped<RevocationLists>().AddScoped<RevocationChecker>();
        services.AddScoped<CertificateJudge>().AddScoped<CertificateOwners>().AddScoped<CertificateEnrollment>().AddScoped<CertificateSignIn>();
        services.AddSingleton<CertificateFactor>();
        if (!place.IsAvailable) return services;

        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<CertificateFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<CertificateFactor>());
    }
}
