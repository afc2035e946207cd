using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>What is asked before, and said after, somebody acts on an account.</summary>
internal static class AccountActs
{
    public const string Reset = "reset", SignOut = "sign-out", Lock = "lock", Unlock = "unlock";

    public static ActTexts? Of(string act, IStringLocalizer<Texts> texts) => act switch
    {
        Reset => new(
            texts["Reset the methods of {0}?"], texts["All methods but the password are deleted and all sessions end. At the next sign-in new ones are set up."],
            texts["Reset methods"]),
        SignOut => new(texts["Sign {0} out everywhere?"], texts["All sessions end, and applications ask for a new sign-in."], texts["Sign out everywhere"]),
        Lock => new(texts["Lock the account of {0}?"], texts["Nobody can sign in with it until it is unlocked. All sessions end."], texts["Lock the account"]),
        Unlock => new(texts["Unlock the account of {0}?"], texts["The person can sign in again, and need not wait after wrong passwords or codes."], texts["Unlock"]),
        _ => null,
    };

    /// <summary>Null: nothing was done just now.</summary>
    public static string? DoneText(string? done, IStringLocalizer<Texts> texts) => done switch
    {
        "saved" => texts["Your change is saved."].Value,
        "created" => texts["The account is created."],
        "deleted" => texts["The method is deleted."],
        Reset => texts["The methods are reset."],
        SignOut => texts["All sessions are ended."],
        Lock => texts["The account is locked."],
        Unlock => texts["The account is unlocked."],
        _ => null,
    };
}

/// <param name="Question">With a place for the person's name.</param>
internal sealed record ActTexts(string Question, string Consequence, string Button);
