using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Section "Factors:Push".</summary>
internal sealed class PushOptions
{
    /// <summary>What the authenticator is called on a phone.</summary>
    [Required, MaxLength(30)]
    public string AppName { get; set; } = "Authenticator";

    /// <summary>Hosts of push services that may be called, "*." for any below; empty: those of the known browsers.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>For a push service of one's own inside the network: private addresses, http and any port.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Whom a push service may turn to, as mailto: or https:; null: the issuer.</summary>
    [RegularExpression("(mailto:|https://).{3,200}", ErrorMessage = "Factors:Push:Contact has to be a mailto: or https: address.")]
    public string? Contact { get; set; }
}

[OptionsValidator]
internal sealed partial class PushOptionsValidator : IValidateOptions<PushOptions>;
