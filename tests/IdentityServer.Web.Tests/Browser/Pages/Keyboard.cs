using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>Somebody who has no mouse: Tab and Shift+Tab, Enter, Space, the arrows, and letters.</summary>
internal static class Keyboard
{
    /// <summary>More than any page has to tab through.</summary>
    private const int Most = 60;

    /// <summary>The page's field has the focus already.</summary>
    public static async Task TypeAsync(Visit visit, string label, string text)
    {
        await Assertions.Expect(visit.Field(label)).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync(text);
        await visit.Page.Keyboard.PressAsync("Enter");
    }

    public static async Task UseAsync(Visit visit, ILocator target, string key = "Enter")
    {
        await TabToAsync(visit, target);
        await visit.Page.Keyboard.PressAsync(key);
    }

    /// <summary>Coming to a field by Tab selects what it holds, so that typing takes its place.</summary>
    public static async Task FillAsync(Visit visit, string label, string text)
    {
        await TabToAsync(visit, visit.Field(label));
        await visit.Page.Keyboard.TypeAsync(text);
    }

    public static async Task TabToAsync(Visit visit, ILocator target, string key = "Tab")
    {
        await target.WaitForAsync();
        for (var tabs = 0; !await target.EvaluateAsync<bool>("element => element === document.activeElement"); tabs++)
        {
            Assert.True(tabs < Most, $"The key {key} does not reach {target}.");
            await visit.Page.Keyboard.PressAsync(key);
        }

        // A radio button hands its ring to the card around it.
        Assert.True(await target.EvaluateAsync<bool>(
            """
            element => [element, element.closest('label')].some(box => box && (getComputedStyle(box).outlineStyle !== 'none' || getComputedStyle(box).boxShadow !== 'none'))
            """), $"{target} shows no focus.");
    }
}
