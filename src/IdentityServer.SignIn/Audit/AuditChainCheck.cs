using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace IdentityServer.SignIn.Audit;

/// <summary>Reads the whole chain of the audit log and tells what is wrong with it.</summary>
public sealed class AuditChainCheck(IAuditChain chain, AuditSeals seals, TimeProvider clock)
{
    /// <summary>Entries are sealed within seconds; a busy or restarting server may take a while longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="noted">What was noted of the chain earlier, and should still be there.</param>
    public async IAsyncEnumerable<AuditChainProblem> FindProblemsAsync(AuditMark? noted, [EnumeratorCancellation] CancellationToken ct)
    {
        var end = await chain.FindEndAsync(ct);
        var endIsSound = end is not null && seals.IsSound(end);
        if (!endIsSound) yield return new AuditChainProblem.EndChanged();

        var walk = new Walk(seals);
        await foreach (var link in chain.ReadAsync(ct))
        {
            if (walk.Step(link) is { } problem) yield return problem;
            if (link.Number == noted?.Number && !Same(link.Hash, noted.Hash)) yield return new AuditChainProblem.NotAsNoted(noted.Number);
            if (!endIsSound || link.Number != end!.Number || Same(link.Hash, end.Hash)) continue;

            endIsSound = false;
            yield return new AuditChainProblem.EndChanged();
        }

        // Sealing goes on meanwhile: only what was there at the beginning has to be there, and only what is beyond the end by now is too much.
        if (endIsSound && walk.Last < end!.Number) yield return new AuditChainProblem.CutOff(walk.Last + 1, end.Number);
        if (endIsSound && walk.Last > (await chain.FindEndAsync(ct))?.Number) yield return new AuditChainProblem.BeyondEnd(walk.Last);
        if (noted is not null && walk.Last < noted.Number) yield return new AuditChainProblem.NotAsNoted(noted.Number);

        var (count, first) = await chain.CountUnsealedAsync(clock.GetUtcNow().UtcDateTime - Patience, ct);
        if (count > 0 && first is { } firstUtc) yield return new AuditChainProblem.Unsealed(count, firstUtc);
    }

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    /// <summary>Goes from one entry to the next.</summary>
    private sealed class Walk(AuditSeals seals)
    {
        /// <summary>Hashes that the next entry may follow; none after a gap.</summary>
        private List<byte[]> _previous = [AuditSeals.Beginning];

        public long Last { get; private set; }

        public AuditChainProblem? Step(SealedEntry link)
        {
            if (link.Number <= Last) return new AuditChainProblem.Twice(link.Number, link.Entry.Id);

            var gap = link.Number > Last + 1 ? new AuditChainProblem.Missing(Last + 1, link.Number - 1) : null;
            if (gap is not null) _previous = [];
            Last = link.Number;

            var computed = _previous.ConvertAll(previous => seals.Seal(previous, link.Number, link.Entry));
            var isChanged = computed.Count > 0 && !computed.Exists(hash => Same(hash, link.Hash));

            // Either the entry was changed, and its hash is right, or its hash was: only one entry is to blame, not all that follow.
            _previous = isChanged ? [link.Hash, computed[0]] : [link.Hash];
            return gap ?? (AuditChainProblem?)(isChanged ? new AuditChainProblem.Changed(link.Number, link.Entry.Id) : null);
        }
    }
}
