using System.Globalization;
using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>The program's command <c>verify</c>: whether the audit log is still what was written.</summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    internal const int Sound = 0, NotSound = 1, WrongUsage = 2;

    private const string Usage =
        """
        Usage: IdentityServer.Web verify [NUMBER:HASH]
               reads the audit log's chain and says what is wrong with it; NUMBER:HASH is what an earlier run or the server's log said of its end
        """;

    /// <summary>The result is the program's exit code.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        AuditMark? noted = null;
        if (args.Length > 2 || (args.Length is 2 && (noted = ReadMark(args[1])) is null))
        {
            await error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        var problems = 0;
        await foreach (var problem in services.GetRequiredService<AuditChainCheck>().FindProblemsAsync(noted, ct))
        {
            problems++;
            await output.WriteLineAsync(Sentence(problem));
        }

        var end = await services.GetRequiredService<IAuditChain>().FindEndAsync(ct);
        var place = end is not { Number: > 0 } ? "" : $" It ends at {end.Number}:{Convert.ToHexStringLower(end.Hash)}.";
        await output.WriteLineAsync(problems is 0 ? $"The audit log is sound.{place}" : $"The audit log is NOT sound: {problems} problems.{place}");
        return problems is 0 ? Sound : NotSound;
    }

    private static AuditMark? ReadMark(string text)
    {
        if (text.Split(':') is not [var number, { Length: 2 * AuditSeals.Length } hash]) return null;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place < 1) return null;

        var bytes = new byte[AuditSeals.Length];
        return Convert.FromHexString(hash, bytes, out _, out _) is System.Buffers.OperationStatus.Done ? new AuditMark(place, bytes) : null;
    }

    private static string Sentence(AuditChainProblem problem) => problem switch
    {
        AuditChainProblem.Changed changed => $"Entry {changed.Number} ({changed.EntryId}) was changed after it was written.",
        AuditChainProblem.Missing missing => $"{Entries(missing.From, missing.To)} missing. Entry {missing.To + 1} can't be checked without.",
        AuditChainProblem.CutOff cut => $"{Entries(cut.From, cut.To)} missing at the end.",
        AuditChainProblem.Twice twice => $"Entry {twice.EntryId} bears number {twice.Number}, which another has.",
        AuditChainProblem.BeyondEnd beyond => $"Entries up to {beyond.Number} are numbered above the chain's end.",
        AuditChainProblem.EndChanged => "Where the chain ends was changed, or removed.",
        AuditChainProblem.Unsealed unsealed => Invariant($"{unsealed.Count} entries since {unsealed.FirstUtc:u} have no number. (A running server gives them one within seconds.)"),
        AuditChainProblem.NotAsNoted noted => $"Entry {noted.Number} is not the one that was noted: all of the log was put back to an earlier state, or written anew.",
        _ => problem.ToString(),
    };

    private static string Entries(long from, long to) => from == to ? $"Entry {from} is" : $"Entries {from} to {to} are";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
