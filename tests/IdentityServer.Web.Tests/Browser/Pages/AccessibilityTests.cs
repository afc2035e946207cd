using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using IdentityServer.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>WCAG 2.2 AA on every page, in both languages and themes, as far as axe can tell; and room enough on the smallest phone.</summary>
/// <remarks>A class for each language, for classes run side by side and this is the longest walk.</remarks>
public sealed class FrenchAccessibilityTests(ServerFixture server) : AccessibilityTests(server, "fr"), IClassFixture<ServerFixture>;

/// <inheritdoc cref="AccessibilityTests" />
public sealed class EnglishAccessibilityTests(ServerFixture server) : AccessibilityTests(server, "en"), IClassFixture<ServerFixture>;

/// <summary>The walk, in one language.</summary>
public abstract class AccessibilityTests(ServerFixture server, string culture)
{
    /// <summary>Pages that only lead elsewhere.</summary>
    private static readonly string[] NeverShown = ["/SignIn/Switch.cshtml", "/Factors/Certificate/Return.cshtml"];

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Fact]
    public async Task Every_page_is_accessible_in_light_and_dark_and_fits_320_pixels()
    {
        var (stops, findings) = (new List<string>(), new List<string>());
        await using (var visit = await Visit.StartAsync(server, culture))
        {
            await Tour.RunAsync(visit, async stop =>
            {
                stops.Add(stop);
                findings.AddRange(await ExamineAsync(visit, stop));
            });
        }

        Assert.Empty(findings);
        Assert.Equal(Tour.Stops, stops);
        Assert.Empty(AllPages().Except(NeverShown).Except(server.Visited.Paths));
    }

    private IEnumerable<string> AllPages() =>
        server.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().Select(page => page.RelativePath).Distinct();

    private static async Task<List<string>> ExamineAsync(Visit visit, string stop)
    {
        var findings = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var result = await visit.Page.RunAxe(Rules);
            if (!result.Passes.Any(rule => rule.Id == "color-contrast")) findings.Add($"{stop} ({scheme}): axe has looked at nothing");
            findings.AddRange(result.Violations.Select(violation => $"{stop} ({scheme}): {violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        }

        await visit.Page.SetViewportSizeAsync(320, 640);
        var width = await visit.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
        if (width > 320) findings.Add($"{stop}: {width} pixels wide on a screen of 320");
        await visit.Page.SetViewportSizeAsync(visit.Wishes.Width, visit.Wishes.Height);
        return findings;
    }
}
