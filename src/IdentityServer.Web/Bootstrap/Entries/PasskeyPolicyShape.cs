using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>A policy's "passkeys".</summary>
internal static class PasskeyPolicyShape
{
    private static readonly ChoiceForm<UserVerificationDemand> UserVerification = new(
        "user verification",
        ("preferred", UserVerificationDemand.Preferred),
        ("required", UserVerificationDemand.Required),
        ("discouraged", UserVerificationDemand.Discouraged));

    private static readonly ChoiceForm<AttestationDemand> Attestation = new(
        "attestation", ("none", AttestationDemand.None), ("required", AttestationDemand.Required));

    private static readonly ListForm<string> Models = new(new TextForm(Rules.Aaguid));

    internal static readonly Shape<PasskeyPolicy> Fields = new Shape<PasskeyPolicy>(new())
        .Add("userVerification", UserVerification, p => p.UserVerification, (p, value) => p with { UserVerification = value })
        .Add("attestation", Attestation, p => p.Attestation, (p, value) => p with { Attestation = value })
        .Add("allowedAaguids", Models, p => p.AllowedAaguids, (p, value) => p with { AllowedAaguids = value })
        .Add("blockedAaguids", Models, p => p.BlockedAaguids, (p, value) => p with { BlockedAaguids = value });
}
