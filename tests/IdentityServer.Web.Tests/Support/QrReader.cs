using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>Reads QR codes from pictures of the screen, with a library (tests/qr) that nobody here wrote.</summary>
internal static class QrReader
{
    /// <summary>A page of its own, where no policy keeps the library out; one for the whole run.</summary>
    private static readonly Lazy<Task<IPage>> Reader = new(OpenAsync);

    private const string Decode = """
        async picture => {
          const image = new Image();
          image.src = picture;
          await image.decode();
          const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
          const context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
          return jsQR(data, width, height)?.data ?? null;
        }
        """;

    /// <summary>What a camera in front of the screen would read.</summary>
    public static async Task<string> ReadAsync(ILocator code)
    {
        var picture = await code.ScreenshotAsync();
        var page = await Reader.Value;
        var text = await page.EvaluateAsync<string?>(Decode, "data:image/png;base64," + Convert.ToBase64String(picture));
        Assert.NotNull(text);
        return text;
    }

    private static async Task<IPage> OpenAsync()
    {
        var context = await (await Chromium.SharedAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.AddScriptTagAsync(new() { Path = await FindLibraryAsync() });
        return page;
    }

    private static async Task<string> FindLibraryAsync()
    {
        var library = Repository.PathOf("tests", "qr", "node_modules", "jsqr", "dist", "jsQR.js");
        if (File.Exists(library)) return library;

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Repository.PathOf("tests", "qr") });
        await npm!.WaitForExitAsync();
        Assert.True(File.Exists(library), "npm ci in tests/qr has not brought the QR code reader.");
        return library;
    }
}
