using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Journeys;

/// <summary>What people are reminded of at the end of a sign-in, one thing at a time: never anything that keeps them from the application.</summary>
internal static class ReminderRules
{
    /// <summary>How long nobody is invited again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromDays(30);

    /// <summary>Policy wants methods confirmed every so many days, and the last time, or the newest method, is older.</summary>
    public static bool HasMethodsToReconfirm(JourneyState state, Person person, Policy policy, List<UsableMethod> methods, DateTime nowUtc)
    {
        if (policy.ReconfirmDays == 0 || methods.Count == 0 || !MayRemind(state)) return false;

        var newest = person.Methods.Where(method => methods.Exists(usable => usable.Id == method.Id)).Max(method => method.CreatedUtc);
        var confirmed = person.Account.MethodsConfirmedUtc is { } said && said > newest ? said : newest;
        return confirmed.AddDays(policy.ReconfirmDays) <= nowUtc;
    }

    /// <summary>
    /// The passkey that the person has and did not use, to become the default; or one to be made, where the device can. Only what resists
    /// phishing and needs nothing beside it is worth interrupting somebody for.
    /// </summary>
    public static MethodSuggestion? SuggestionFor(
        JourneyState state, Person person, Policy policy, List<UsableMethod> methods, List<EnrollableFactor> enrollable, DateTime nowUtc)
    {
        if (!policy.SuggestPasskeys || policy.SecondFactor == SecondFactorDemand.Off || !MayRemind(state) || !state.CanMakePasskeys) return null;
        if (person.Account.PasskeySuggestedUtc + Pause > nowUtc || state.Proofs.Any(proof => proof.Resistance > Resistance.None)) return null;

        var weakDefault = person.Methods.Any(method => method.IsDefault && methods.Exists(usable => usable.Id == method.Id && usable.Resistance == Resistance.None));
        if (methods.Find(method => method.Resistance > Resistance.None) is { } better)
            return weakDefault ? new MethodSuggestion(better.FactorKey, better.Id) : null;

        return enrollable.Find(factor => factor.Resistance > Resistance.None && factor.Shows.HasFlag(FactorKinds.Inherence)) is { } passkey
            ? new MethodSuggestion(passkey.Key, null)
            : null;
    }

    /// <summary>Not after setting something up, nor where no page may be shown or the person came for something else.</summary>
    private static bool MayRemind(JourneyState state) =>
        !state.AnsweredReminder && state.Enrolled.Count == 0 && !state.WantsToEnroll && state.SessionId is null && !state.Demands.Silent && state.Demands.ProofSeconds is null;
}
