using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.Passkey.Attestation;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Passkey;

internal static class PasskeyRegistration
{
    public static IServiceCollection AddPasskeyFactor(this IServiceCollection services)
    {
        services.AddOptions<PasskeyOptions>().BindConfiguration("Factors:Passkey").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PasskeyOptions>, PasskeyOptionsValidator>();
        services.AddSingleton<IValidateOptions<PasskeyOptions>, PasskeyAddressesValidator>();
        services.AddSingleton<RelyingPartyReader>();
        services.AddAttestation();

        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<PasskeyOptions>>().Value;
            return new WebAuthnHandler(provider.GetRequiredService<RelyingPartyReader>().Read(options), options.Timeout);
        });
        services.AddScoped<CeremonyStore>().AddScoped<PasskeyAccounts>().AddScoped<PasskeyCeremonies>();
        services.AddScoped<PasskeyVerification>().AddScoped<PasskeyAudit>().AddScoped<PasskeyEnrollment>().AddScoped<PasskeySignIn>();

        services.AddSingleton<PasskeyFactor>();
        services.AddSingleton<IFactor>(provider => provider.GetRequiredService<PasskeyFactor>());
        return services.AddSingleton<IFactorPages>(provider => provider.GetRequiredService<PasskeyFactor>());
    }

    /// <summary>One line a format.</summary>
    private static void AddAttestation(this IServiceCollection services)
    {
        services.AddSingleton<IAttestationFormat, NoneFormat>();
        services.AddSingleton<IAttestationFormat, PackedFormat>();
        services.AddSingleton<IAttestationFormat, TpmFormat>();
        services.AddSingleton<IAttestationFormat, AndroidKeyFormat>();
        services.AddSingleton<IAttestationFormat, AndroidSafetyNetFormat>();
        services.AddSingleton<IAttestationFormat, FidoU2fFormat>();
        services.AddSingleton<IAttestationFormat, AppleFormat>();
        services.AddSingleton(provider => new AttestationRoots(
            provider.GetRequiredService<IOptions<PasskeyOptions>>().Value.LoadRoots(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AttestationVerifier>();
    }
}
