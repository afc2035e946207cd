using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>A policy in WebAuthn's words (§5.8.6, §5.4.7).</summary>
internal static class PasskeyRules
{
    public const string Required = "required";

    public static string ToWebAuthn(this UserVerificationDemand demand) => demand switch
    {
        UserVerificationDemand.Required => Required,
        UserVerificationDemand.Discouraged => "discouraged",
        _ => "preferred",
    };

    /// <summary>Asked for only where it matters: browsers warn people that the model of their key will be told.</summary>
    public static string ConveyanceOf(PasskeyPolicy policy) => policy.Attestation == AttestationDemand.Required || policy.NamesModels ? "direct" : "none";
}
