using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>One picture of a whole journey for the README: its screens side by side.</summary>
internal static class JourneyStrip
{
    public static readonly IReadOnlyList<string> Stops = ["sign-in", "password", "protect", "get-app", "code", "success"];

    public static async Task WriteAsync(IReadOnlyList<byte[]> pictures, string path)
    {
        await using var context = await (await Chromium.SharedAsync()).NewContextAsync(new() { ViewportSize = new() { Width = 1500, Height = 600 } });
        var page = await context.NewPageAsync();
        var screens = string.Concat(pictures.Select(picture => $"<img alt=\"\" src=\"data:image/png;base64,{Convert.ToBase64String(picture)}\">"));
        await page.SetContentAsync($$"""
            <style>
              body { margin: 0; background: #e9edf1; }
              div { display: flex; gap: 14px; padding: 18px; width: max-content; }
              img { width: 230px; height: 448px; object-fit: cover; object-position: top; border-radius: 14px; box-shadow: 0 2px 10px #0003; }
            </style>
            <div>{{screens}}</div>
            """);
        await page.EvaluateAsync("Promise.all([...document.images].map(image => image.decode()))");
        await SmallPng.SaveAsync(await page.Locator("div").ScreenshotAsync(), path);
    }
}
