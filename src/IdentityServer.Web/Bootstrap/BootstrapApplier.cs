using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Bootstrap.Sections;

namespace IdentityServer.Web.Bootstrap;

/// <summary>How applying a document ended.</summary>
internal abstract record BootstrapOutcome
{
    private BootstrapOutcome()
    {
    }

    /// <summary>The database says all of it already.</summary>
    internal sealed record Unchanged : BootstrapOutcome;

    /// <param name="What">One sentence for each change, without any value.</param>
    internal sealed record Changed(IReadOnlyList<string> What) : BootstrapOutcome;

    /// <summary>Nothing was changed.</summary>
    internal sealed record Problems(IReadOnlyList<BootstrapProblem> List) : BootstrapOutcome;
}

/// <summary>Brings the database to what a document says, in one unit of work.</summary>
internal sealed class BootstrapApplier(IEnumerable<IBootstrapSection> sections, IUnitOfWork work, IAuditLog audit, TimeProvider clock)
{
    private const int Attempts = 3, DetailLength = 1000;

    internal async Task<BootstrapOutcome> ApplyAsync(BootstrapDocument document, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = new BootstrapPlan(document, Now());
            foreach (var section in sections) await section.PlanAsync(plan, ct);
            if (plan.IsTorn && attempt < Attempts) continue;
            if (plan.Problems.Count > 0) return new BootstrapOutcome.Problems(plan.Problems);
            if (plan.Changes.Count == 0) return new BootstrapOutcome.Unchanged();

            plan.Write();
            audit.Add(Entry(plan));
            var outcome = await work.SaveAsync(ct);
            if (outcome is SaveOutcome.Saved) return new BootstrapOutcome.Changed(plan.Changes);

            // Nodes that start together apply the same file at the same moment: the next look finds what the other one has saved.
            if (attempt == Attempts) return new BootstrapOutcome.Problems([Refused(document, outcome)]);
        }
    }

    private static BootstrapProblem Refused(BootstrapDocument document, SaveOutcome outcome)
    {
        var sentence = outcome is SaveOutcome.Taken taken
            ? $"one of the values of {taken.Field} belongs to somebody else"
            : "somebody else keeps changing the same records; try again";
        return new(document.FileName, 0, 0, "", sentence);
    }

    private static AuditEntry Entry(BootstrapPlan plan)
    {
        var what = string.Join("; ", plan.Changes);
        return new AuditEntry
        {
            Id = Guid.CreateVersion7(plan.NowUtc),
            AtUtc = plan.NowUtc,
            Event = AuditEvents.ConfigurationApplied,
            Succeeded = true,
            Detail = what.Length <= DetailLength ? what : what[..(DetailLength - 1)] + "…",
        };
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
