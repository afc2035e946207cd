using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The authenticator app's wizard as the guides describe it, from "Authenticator app" to "Success!".</summary>
internal static class AppWizard
{
    public static async Task ChooseDeviceAsync(Visit visit, string device)
    {
        await visit.SeesAsync("Authenticator app");
        await visit.Page.GetByRole(AriaRole.Radio, new() { NameRegex = Labels.Whole(device) }).CheckAsync();
        await visit.PressAsync("Next");
    }

    /// <summary>"Start by getting the app": the link and the QR code lead to the same page of the store.</summary>
    public static async Task GetAppAsync(Visit visit, string storeHost)
    {
        await visit.SeesAsync("Start by getting the app");
        var link = await visit.Link("Download now").GetAttributeAsync("href");
        Assert.Equal(storeHost, new Uri(link!).Host);
        Assert.Equal(link, await QrReader.ReadAsync(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Labels.Part("QR") })));
        await visit.FollowAsync("Next");
    }

    public static async Task SetUpAppAsync(Visit visit)
    {
        await visit.SeesAsync("Set up your account");
        await visit.FollowAsync("Next");
    }

    /// <summary>Scans the picture; returns the address that it holds.</summary>
    public static async Task<string> ScanAsync(Visit visit)
    {
        await visit.SeesAsync("Scan the QR code");
        return await QrReader.ReadAsync(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Labels.Part("QR") }));
    }

    public static string SecretOf(string address) =>
        Assert.Single(new Uri(address).Query.TrimStart('?').Split('&'), part => part.StartsWith("secret=", StringComparison.Ordinal))["secret=".Length..];

    public static async Task EnterCodeAsync(Visit visit, string code)
    {
        await visit.SeesAsync("Enter code");
        await visit.TypeAsync("Code", code);
        await visit.PressAsync("Next");
    }

    /// <summary>The whole wizard at a run; returns the app's secret.</summary>
    public static async Task<string> RunAsync(Visit visit)
    {
        await visit.PressAsync("Next");
        await visit.SeesAsync("Authenticator app");
        await visit.FollowAsync("I want to use a different authenticator app");
        var secret = SecretOf(await ScanAsync(visit));
        await visit.FollowAsync("Next");
        await EnterCodeAsync(visit, visit.Server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        return secret;
    }
}
