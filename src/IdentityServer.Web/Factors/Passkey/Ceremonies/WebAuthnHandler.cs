using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>What one ceremony asks for, in WebAuthn's words.</summary>
internal sealed record WebAuthnRules
{
    /// <summary>required, preferred or discouraged.</summary>
    public required string UserVerification { get; init; }

    /// <summary>none or direct.</summary>
    public string Attestation { get; init; } = "none";

    public Func<PasskeyAttestationStatementVerificationContext, bool>? VerifyAttestation { get; init; }
}

/// <summary>
/// ASP.NET Core Identity's WebAuthn handler, made anew for each ceremony: its options hold for the whole application otherwise.
/// The request has no say: it is given an empty one, and neither Host nor Origin header counts.
/// </summary>
internal sealed class WebAuthnHandler(RelyingParty party, TimeSpan timeout)
{
    public async Task<(string Options, string State)> BeginRegistrationAsync(PasskeyAccountStore store, PasskeyUserEntity user, string relyingPartyName, WebAuthnRules rules)
    {
        using var manager = ManagerOf(store);
        var result = await HandlerOf(manager, rules).MakeCreationOptionsAsync(user, new DefaultHttpContext());
        var options = JsonNode.Parse(result.CreationOptionsJson)!;
        options["rp"]!["name"] = relyingPartyName;
        options["extensions"] = new JsonObject { ["credProps"] = true };
        return (options.ToJsonString(), result.AttestationState!);
    }

    public async Task<(string Options, string State)> BeginSignInAsync(PasskeyAccountStore store, PasskeyAccount? account, WebAuthnRules rules)
    {
        using var manager = ManagerOf(store);
        var result = await HandlerOf(manager, rules).MakeRequestOptionsAsync(account!, new DefaultHttpContext());
        return (result.RequestOptionsJson, result.AssertionState!);
    }

    public async Task<PasskeyAttestationResult> FinishRegistrationAsync(PasskeyAccountStore store, string credential, string state, WebAuthnRules rules)
    {
        using var manager = ManagerOf(store);
        return await HandlerOf(manager, rules).PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = new DefaultHttpContext(), CredentialJson = credential, AttestationState = state,
        });
    }

    public async Task<PasskeyAssertionResult<PasskeyAccount>> FinishSignInAsync(PasskeyAccountStore store, string credential, string state, WebAuthnRules rules)
    {
        using var manager = ManagerOf(store);
        return await HandlerOf(manager, rules).PerformAssertionAsync(new PasskeyAssertionContext
        {
            HttpContext = new DefaultHttpContext(), CredentialJson = credential, AssertionState = state,
        });
    }

    private PasskeyHandler<PasskeyAccount> HandlerOf(UserManager<PasskeyAccount> manager, WebAuthnRules rules) => new(manager, Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = party.Id,
        AuthenticatorTimeout = timeout,
        UserVerificationRequirement = rules.UserVerification,
        ResidentKeyRequirement = "preferred",
        AttestationConveyancePreference = rules.Attestation,
        // §7.1 step 11, §7.2 step 13: no page of ours is ever framed by another site.
        ValidateOrigin = context => ValueTask.FromResult(party.Origins.Contains(context.Origin) && !context.CrossOrigin && context.TopOrigin is null),
        VerifyAttestationStatement = context => ValueTask.FromResult(rules.VerifyAttestation?.Invoke(context) ?? true),
    }));

    private static UserManager<PasskeyAccount> ManagerOf(PasskeyAccountStore store) => new(
        store, Options.Create(new IdentityOptions()), passwordHasher: null!, userValidators: [], passwordValidators: [], new UpperInvariantLookupNormalizer(),
        new IdentityErrorDescriber(), services: null!, NullLogger<UserManager<PasskeyAccount>>.Instance);
}
