using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>
/// The pictures in docs/images: every page on a phone in French and light, and on a desktop in English and dark.
/// IDENTITYSERVER_WRITE_PICTURES=1 takes them anew, =people or =console those of one walk; otherwise only their being there is checked.
/// </summary>
[Trait("Category", "Pictures")]
public sealed class PictureTests
{
    private static readonly string Folder = Repository.PathOf("docs", "images");

    private static readonly VisitWishes Phone = new() { Culture = "fr", Width = 390, Height = 780 };

    private static readonly VisitWishes Desktop = new() { Culture = "en", Width = 1100, Height = 740, Scheme = ColorScheme.Dark };

    private static readonly VisitWishes Thumbnail = new() { Culture = "en", Width = 360, Height = 700 };

    private static readonly string? Wanted = Environment.GetEnvironmentVariable("IDENTITYSERVER_WRITE_PICTURES");

    private static IEnumerable<Walk> Taken => Walk.All.Where(walk => Wanted == "1" || Wanted == walk.Name);

    [Fact]
    public async Task Every_page_has_its_pictures()
    {
        foreach (var walk in Taken)
        {
            await TakeAsync(walk, Phone, "phone");
            await TakeAsync(walk, Desktop, "desktop");
        }

        Assert.All(Walk.All.SelectMany(walk => walk.Stops), stop => Assert.True(File.Exists(PathOf(stop, "phone")) && File.Exists(PathOf(stop, "desktop")), stop));
        Assert.All(Directory.GetFiles(Folder, "*.png"), file => Assert.InRange(new FileInfo(file).Length, 1_000, Path.GetFileName(file) == "journey.png" ? 150_000 : 80_000));
    }

    [Fact]
    public async Task The_journey_has_its_strip()
    {
        var strip = Path.Combine(Folder, "journey.png");
        if (Taken.Contains(Walk.OfPeople))
        {
            var pictures = new List<byte[]>();
            await TakeAsync(Walk.OfPeople, Thumbnail, async (visit, stop) =>
            {
                if (JourneyStrip.Stops.Contains(stop)) pictures.Add(await visit.Page.ScreenshotAsync());
            });
            await JourneyStrip.WriteAsync(pictures, strip);
        }

        Assert.True(File.Exists(strip));
    }

    private static async Task TakeAsync(Walk walk, VisitWishes wishes, string device)
    {
        await TakeAsync(walk, wishes, async (visit, stop) =>
        {
            // Where a test keeps its messages is nobody's business.
            if (stop == "outbox") await visit.Page.Locator(".toolbar p").EvaluateAsync("words => words.textContent = words.textContent.replace(/\\S*\\/messages/, '.data/messages')");
            await SmallPng.SaveAsync(await visit.Page.ScreenshotAsync(new() { FullPage = true }), PathOf(stop, device));
        });
    }

    /// <summary>Each tour has a server of its own: the people in it have the same names every time.</summary>
    private static async Task TakeAsync(Walk walk, VisitWishes wishes, Func<Visit, string, Task> look)
    {
        await using var server = new ServerFixture();
        await server.InitializeAsync();
        await using var visit = await Visit.StartAsync(server, wishes);
        await walk.RunAsync(visit, stop => look(visit, stop));
    }

    private static string PathOf(string stop, string device) => Path.Combine(Folder, $"{stop}.{device}.png");
}
