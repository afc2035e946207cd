using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>What axe has to say about a page: WCAG 2.2 AA, and good practice.</summary>
internal static class Axe
{
    /// <summary>Only what is wrong comes back in full: what is right, element by element, is far more than the page.</summary>
    private const string Run = """
        async () => {
          // The colours of a scheme that has only just been chosen are there once they were painted.
          await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
          const { passes, violations } = await axe.run(document, {
            runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
            resultTypes: ['violations'],
          });
          return [
            ...passes.some(rule => rule.id === 'color-contrast') ? [] : ['axe has looked at nothing'],
            ...violations.map(rule => `${rule.id}: ${rule.nodes.map(node => node.html).join(' | ')}`),
          ];
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Findings in each of the two colour schemes; the page is left in the light one.</summary>
    public static async Task<IReadOnlyList<string>> ExamineAsync(IPage page)
    {
        // A frame would need the script too.
        Assert.Single(page.Frames);
        var findings = new List<string>();
        await page.WaitForLoadStateAsync();
        await page.EvaluateAsync(Script);
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            findings.AddRange((await page.EvaluateAsync<string[]>(Run)).Select(finding => $"({scheme}): {finding}"));
        }

        return findings;
    }
}
