using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Which methods an account still has to set up, and whether that may wait.</summary>
internal static class EnrollmentRules
{
    /// <param name="enrollable">What the account lacks and may set up.</param>
    /// <param name="spares">Keys of factors that are for an emergency only.</param>
    public static EnrollmentDemand DemandOf(
        SecondFactorDemand demand, Policy policy, List<UsableMethod> methods, List<EnrollableFactor> enrollable, HashSet<string> spares,
        Membership? membership, DateTime nowUtc)
    {
        if (demand == SecondFactorDemand.Off) return EnrollmentDemand.None;

        var required = policy.RequiredMethods.Distinct()
            .Where(key => enrollable.Any(factor => factor.Key == key) && methods.All(method => method.FactorKey != key)).ToList();
        var resets = enrollable.Where(factor => factor.Shows == FactorKinds.None).Select(factor => factor.Key).ToList();
        var lacksPhishingResistance = demand == SecondFactorDemand.PhishingResistant && methods.All(method => method.Resistance == Resistance.None);
        var lacking = demand < SecondFactorDemand.Required ? 0
            : policy.MethodsRequired - methods.Where(method => !spares.Contains(method.FactorKey)).Select(method => method.SetUpWith).Distinct().Count();
        var lacksAny = lacksPhishingResistance || lacking > 0;
        if (required.Count == 0 && resets.Count == 0 && !lacksAny) return EnrollmentDemand.None;

        // What serves a reset only comes last, and replaces nothing.
        if (required.Count == 0 && !lacksAny) return Demand(resets, resets.Count, resets.Count);

        var candidates = enrollable
            .Where(factor => factor.Shows != FactorKinds.None && !spares.Contains(factor.Key))
            .Where(factor => !lacksPhishingResistance || factor.Resistance > Resistance.None).Select(factor => factor.Key);
        var keys = required.Concat(candidates.Where(key => !required.Contains(key))).ToList();
        return keys.Count == 0 ? EnrollmentDemand.None : Demand(keys, required.Count, Math.Max(1, Math.Max(required.Count, lacking)));

        EnrollmentDemand Demand(IReadOnlyList<string> wanted, int count, int missing) =>
            new(wanted, count, SkipsLeftOf(policy, membership, nowUtc), IsPaused(policy, membership, nowUtc)) { Missing = missing };
    }

    private static int SkipsLeftOf(Policy policy, Membership? membership, DateTime nowUtc) =>
        membership is null || IsPastDeadline(policy, nowUtc) ? 0 : Math.Max(0, policy.SkipsAllowed - membership.SkipsUsed);

    public static bool IsPastDeadline(Policy policy, DateTime nowUtc) => policy.EnrollmentDeadlineUtc < nowUtc;

    /// <summary>The last skip holds as long as the ones before it, unless policy has since taken it back.</summary>
    private static bool IsPaused(Policy policy, Membership? membership, DateTime nowUtc) =>
        membership?.LastSkippedUtc is { } skipped && skipped.AddDays(policy.SkipPauseDays) > nowUtc
        && membership.SkipsUsed <= policy.SkipsAllowed && !IsPastDeadline(policy, nowUtc);
}
