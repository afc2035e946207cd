using System.Globalization;

namespace IdentityServer.Load.Machine;

/// <summary>What a process and all that it has started have used, by the kernel's books under /proc.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    /// <summary>
    /// CPU-seconds of the process, of its living descendants, and of those that have ended and been waited for.
    /// With <paramref name="thread"/>: only of the process's own threads whose name starts so.
    /// </summary>
    public static double CpuSeconds(int process, string? thread = null) => thread is null
        ? Of(process, Processes()).Sum(stat => stat.Ticks + stat.TicksOfEnded) / TicksPerSecond
        : Directory.EnumerateDirectories($"/proc/{process}/task").Select(folder => Read(folder)).OfType<Stat>()
            .Where(stat => stat.Name.StartsWith(thread, StringComparison.Ordinal)).Sum(stat => stat.Ticks) / TicksPerSecond;

    /// <summary>Of the process alone, without what it has started.</summary>
    public static double OwnCpuSeconds(int process) => (Read($"/proc/{process}")?.Ticks ?? 0) / TicksPerSecond;

    /// <summary>The memory of one process that is in use, in MB.</summary>
    public static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return int.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }

    private static IEnumerable<Stat> Of(int root, IReadOnlyCollection<Stat> all) =>
        all.Where(stat => stat.Process == root).Concat(all.Where(stat => stat.Parent == root).SelectMany(child => Of(child.Process, all)));

    private static List<Stat> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(folder[6])).Select(folder => Read(folder)).OfType<Stat>()];

    private static Stat? Read(string folder)
    {
        string text;
        try
        {
            text = File.ReadAllText(folder + "/stat");
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }

        // proc(5): the name, in parentheses, may hold blanks; after it the third field.
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
        var fields = text[(close + 2)..].Split(' ');
        return new Stat(
            Number(text[..(open - 1)]), Number(fields[1]), text[(open + 1)..close], Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14]));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Stat(int Process, int Parent, string Name, long Ticks, long TicksOfEnded);
}
