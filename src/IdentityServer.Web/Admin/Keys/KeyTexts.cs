using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Keys;

/// <summary>What is said about signing keys.</summary>
internal static class KeyTexts
{
    public static string Of(KeyState state, IStringLocalizer<Texts> texts) => state switch
    {
        KeyState.Announced => texts["Announced"],
        KeyState.Signs => texts["Signs"],
        _ => texts["Checks only"],
    };

    /// <summary>Null: nothing was done just now.</summary>
    public static string? DoneText(string? done, IStringLocalizer<Texts> texts) => done switch
    {
        "rotate" => texts["A new key signs from now on."].Value,
        "retire" => texts["The old keys are void, and a new one signs."],
        _ => null,
    };
}
