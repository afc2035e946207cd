using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Which proofs open a password reset, and how many (DESIGN §3.7).</summary>
internal static class ResetRules
{
    /// <param name="person">Null where the name fits nobody: then nothing that is shown counts.</param>
    public static ResetFacts FactsOf(PasswordReset reset, IReadOnlyList<Proof> proofs, Person? person, ResetGround ground, IReadOnlyCollection<IFactor> factors, DateTime nowUtc)
    {
        var expired = reset.StartedUtc + PasswordReset.Lifetime <= nowUtc;

        // Until something was shown nothing is worked out that would take longer for an account than for nobody.
        if (person is null || proofs.Count == 0) return new ResetFacts { HasExpired = expired };

        var mailbox = person.Account is { EmailVerified: true, Email: { } address } ? AccountIdentifier.NormalizeName(address) : null;
        var accepted = AcceptedOf(person, ground, factors, nowUtc);
        var shown = proofs.Where(proof => proof.AtUtc >= reset.StartedUtc && !(proof.EndsUtc <= nowUtc))
            .Select(proof => proof.FactorKey == PasswordReset.MailboxKey
                ? (mailbox is null ? null : new Shown(ThingOf(mailbox), false))
                : accepted.Find(method => method.Id == proof.MethodId) is { } method ? new Shown(method.Thing, method.IsLastResort) : null)
            .OfType<Shown>().ToList();

        var things = shown.Select(one => one.Thing).Distinct().ToList();

        // It would open the password and be the second factor of the sign-in after that as well (docs/decisions/one-thing-never-resets-both.md).
        var oneThingAlone = things is [var only] && accepted.Exists(method => method.Thing == only && method.IsSecondFactor);
        var wanted = ground.IsAdministrator ? 2 : ground.Policy.ResetMethods;
        return new ResetFacts
        {
            HasExpired = expired,
            HasBegun = shown.Count > 0,
            Suffices = things.Count >= wanted && shown.Exists(one => !one.IsLastResort) && !oneThingAlone,
            NeedsAnotherThing = oneThingAlone,
            // What helps a reset only, answers that others may know, never comes first.
            Methods = [.. accepted.Where(method => method.IsUsable && !things.Contains(method.Thing) && (shown.Count > 0 || !method.IsLastResort)).Select(method => method.Id)],
            OffersMailbox = mailbox is not null && !things.Contains(ThingOf(mailbox)) && !accepted.Exists(method => method.IsUsable && method.Thing == ThingOf(mailbox)),
        };
    }

    /// <summary>Second factors that the account's own organization accepts, and security questions where it has them; never for administrators.</summary>
    private static List<Accepted> AcceptedOf(Person person, ResetGround ground, IReadOnlyCollection<IFactor> factors, DateTime nowUtc) =>
        [.. person.Methods
            .Join(factors, method => method.FactorKey, factor => factor.Key, (method, factor) => (Method: method, Factor: factor))
            .Where(pair => IsSecondFactor(pair.Factor)
                ? ground.Policy.AllowedMethods.Contains(pair.Factor.Key)
                : pair.Factor.Use.HasFlag(FactorUse.Reset) && ground.Policy.SecurityQuestions > 0 && !ground.IsAdministrator)
            .Select(pair => new Accepted(
                pair.Method.Id,
                pair.Factor.MailboxOf(pair.Method) is { } mailbox ? ThingOf(AccountIdentifier.NormalizeName(mailbox)) : pair.Factor.SetUpWith,
                IsSecondFactor(pair.Factor),
                pair.Factor.IsUsable(pair.Method, nowUtc)))];

    private static bool IsSecondFactor(IFactor factor) => factor.Use.HasFlag(FactorUse.Second);

    private static string ThingOf(string mailbox) => "mailbox:" + mailbox;

    /// <param name="Thing">What the person has to have for it: two codes to one mailbox, or to one phone, are one.</param>
    private sealed record Accepted(Guid Id, string Thing, bool IsSecondFactor, bool IsUsable)
    {
        public bool IsLastResort => !IsSecondFactor;
    }

    private sealed record Shown(string Thing, bool IsLastResort);
}
