using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>A way past pages, with a stop at each.</summary>
/// <param name="Name">One word.</param>
/// <param name="Stops">In the order in which they are reached.</param>
/// <param name="RunAsync">Calls what it is given at each stop, with its name.</param>
/// <param name="LeadsPast">Whether it has to come by this page.</param>
internal sealed record Walk(string Name, IReadOnlyList<string> Stops, Func<Visit, Func<string, Task>, Task> RunAsync, Func<string, bool> LeadsPast)
{
    private const string Console = "/Admin/";

    /// <summary>What people see who sign in.</summary>
    public static readonly Walk OfPeople = new("people", Tour.Stops, Tour.RunAsync, page => !page.StartsWith(Console, StringComparison.Ordinal));

    /// <summary>What those see who look after them.</summary>
    public static readonly Walk OfAdministrators = new("console", ConsoleTour.Stops, ConsoleTour.RunAsync, page => page.StartsWith(Console, StringComparison.Ordinal));

    public static readonly IReadOnlyList<Walk> All = [OfPeople, OfAdministrators];
}
