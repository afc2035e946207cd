using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>Reads what was typed into an account's sheet; notes each field that can't be taken, with the sentence that says why.</summary>
internal sealed class AccountFields(AccountDraft draft, IStringLocalizer<Texts> texts)
{
    private const int LongestName = 100, LongestInitials = 16;

    public List<FieldProblem> Problems { get; } = [];

    /// <summary>The account with all that the draft says; only to be used while there are no <see cref="Problems"/>.</summary>
    public Account Apply(Account account) => account with
    {
        UserName = UserName(),
        FamilyName = Line(nameof(draft.FamilyName), draft.FamilyName, LongestName),
        GivenName = Line(nameof(draft.GivenName), draft.GivenName, LongestName),
        Initials = Line(nameof(draft.Initials), draft.Initials, LongestInitials),
        Email = Text(nameof(draft.Email), draft.Email, Rules.Email, texts["Enter an email address, as in name@example.com."]),
        Phone = Text(nameof(draft.Phone), draft.Phone, Rules.Phone, texts["Enter the number with its country code, as in +1 514 555-0163."]),
        Culture = draft.Culture is "en" or "fr" ? draft.Culture : null,
        SecondFactor = draft.SecondFactor,
        State = draft.Archived ? AccountState.Archived : account.State is AccountState.Archived ? AccountState.Active : account.State,
        ServerRoles = [.. draft.ServerRoles.Distinct()],
    };

    private string UserName()
    {
        var text = draft.UserName?.Trim() ?? "";
        if (text.Length is 0) Refuse(nameof(draft.UserName), texts["Enter a user name."]);
        else if (AccountIdentifier.Parse(text) is null) Refuse(nameof(draft.UserName), texts["A user name has {0} characters at most.", AccountIdentifier.MaxLength]);
        else if (Rules.UserName(ref text) is not null) Refuse(nameof(draft.UserName), texts["A user name must not look like a phone number."]);
        return text;
    }

    private string? Line(string field, string? typed, int maxLength) => Text(field, typed, Rules.Line(maxLength), texts["Use {0} characters at most.", maxLength]);

    private string? Text(string field, string? typed, TextRule rule, string problem)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length is 0) return null;
        if (rule(ref text) is not null) Refuse(field, problem);
        return text;
    }

    private void Refuse(string field, string text) => Problems.Add(new FieldProblem(field, text));
}
