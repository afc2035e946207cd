using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Section "Factors:AuthenticatorApp".</summary>
internal sealed class TotpOptions
{
    /// <summary>How many 30-second steps a phone's clock may be off, either way.</summary>
    [Range(0, 2)]
    public int StepsOfDrift { get; set; } = 1;

    /// <summary>The app that the wizard leads to.</summary>
    [Required, MaxLength(64)]
    public string AppName { get; set; } = "Microsoft Authenticator";

    [Required, Url]
    public string IPhoneStoreUrl { get; set; } = "https://apps.apple.com/app/microsoft-authenticator/id983156458";

    [Required, Url]
    public string AndroidStoreUrl { get; set; } = "https://play.google.com/store/apps/details?id=com.azure.authenticator";
}

[OptionsValidator]
internal sealed partial class TotpOptionsValidator : IValidateOptions<TotpOptions>;
