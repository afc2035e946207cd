using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Messages;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Enrollment;

/// <summary>
/// What every enrolment ends with: the method, its audit entry and the notice to the person join the unit of work, and the journey
/// counts the method as set up and shown.
/// </summary>
internal sealed class MethodRegistration(
    CurrentSignIn signIn, FactorCatalog factors, IMethodStore methods, JourneyAudit audit, IOutbox outbox, AccountNotices notices)
{
    /// <param name="factor">The factor that was proven.</param>
    /// <param name="companions">What comes with it: one phone can be texted and called.</param>
    public Proof Add(IFactor factor, Method method, DateTime nowUtc, params IReadOnlyList<Method> companions)
    {
        var replaced = Replaced(factor);
        foreach (var before in replaced)
        {
            methods.Remove(before.AccountId, before.Id);
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.MethodRemoved, factorKey: before.FactorKey, detail: "replaced");
        }

        // What was only written down, or serves a reset, has shown nothing yet and is nobody's first choice.
        var shows = factor.Use.HasFlag(FactorUse.Second) && !factor.Use.HasFlag(FactorUse.Spare);
        methods.Add(method with { IsDefault = shows && signIn.Person!.Methods.Except(replaced).All(other => !other.IsDefault) });
        foreach (var companion in companions)
        {
            methods.Add(companion);
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.MethodAdded, factorKey: companion.FactorKey);
        }

        var shown = factor.EvidenceOf(method);
        var proof = new Proof(factor.Key, shown.Shows, shown.Resistance, shown.Amr, nowUtc, method.Id) { OrganizationId = signIn.State.OrganizationId };
        signIn.Change(state => state with
        {
            Pending = state.Pending.Where(pending => pending.Key != factor.Key).ToDictionary(),
            Enrolled = [.. state.Enrolled, factor.Key],
            SawEnrollmentSuccess = false,
            WantsToEnroll = false,
            ChosenFactor = null,
            Replaces = [],
            Proofs = shows ? [.. state.Proofs, proof] : state.Proofs,
        });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.MethodAdded, factorKey: factor.Key);
        if (notices.MethodAdded(signIn.Person!.Account, signIn.Organization, factor.Key, signIn.Visitor, nowUtc) is { } notice) outbox.Add(notice);
        return proof;
    }

    /// <summary>What the person had of it and wanted to change: it goes only now, when the new one has proven itself.</summary>
    private List<Method> Replaced(IFactor factor) =>
        [.. signIn.Person!.Methods.Where(before =>
            signIn.State.Replaces.Contains(before.Id) && factors.Has(before.FactorKey) && factors.Find(before.FactorKey).SetUpWith == factor.SetUpWith)];
}
