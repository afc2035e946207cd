using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Invites many: a list is pasted or uploaded, looked at line by line, and sent. What was looked at comes back with the form and is checked again.</summary>
[AccountPage, InvitingPage, RequestSizeLimit(4 * GuestList.MostBytes)]
internal sealed class ImportModel(
    Seats seats, InvitationRules rules, InvitationSending sending, IClientRegistry clients, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    public const int MostShown = 200;

    [BindProperty]
    public string? List { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Message { get; set; }

    [BindProperty]
    public TermsForm Terms { get; set; } = new();

    public Seat Seat => seats.Taken;

    public bool IsPreview { get; private set; }

    public IReadOnlyList<JudgedDraft> Judged { get; private set; } = [];

    public int NewCount { get; private set; }

    public IEnumerable<JudgedDraft> Shown => Judged.OrderBy(judged => judged.Verdict is DraftVerdict.New).Take(MostShown);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Terms = TermsForm.Of(TimeSpan.FromHours(Seat.Organization.Policy.Guests.InvitationHours));
        Language = Seat.Organization.Culture;
        Terms.Applications = await clients.ListOfAsync(Seat.Organization.Id, ct);
    }

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        ModelState.Clear();
        Terms.Applications = await clients.ListOfAsync(Seat.Organization.Id, ct);
        if (action == "change") return Page();

        var drafts = await ReadAsync(ct);
        var terms = Terms.Read(nameof(Terms), ModelState, texts, clock.GetUtcNow().UtcDateTime);
        if (drafts is null || terms is null) return Page();
        if (action == "send" && await SendAsync(drafts, terms, ct) is { } elsewhere) return elsewhere;

        Judged = await rules.JudgeAsync(drafts, ct);
        NewCount = Judged.Count(judged => judged.Verdict is DraftVerdict.New);
        IsPreview = true;
        return Page();
    }

    /// <summary>Null: it was not sent, and why stands on the page.</summary>
    private async Task<IActionResult?> SendAsync(IReadOnlyList<InvitationDraft> drafts, InvitationTerms terms, CancellationToken ct)
    {
        switch (await sending.SendAsync(drafts, terms, ct))
        {
            case SendingOutcome.Queued { Count: > 0 } queued:
                return new SeeOtherResult($"{Seat.Path}?queued={queued.Count}");
            case SendingOutcome.TooMany tooMany:
                ModelState.AddModelError("", texts["Only {0} invitations may be sent in a day. Try again tomorrow.", tooMany.Limit]);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Null: something is wrong, and stands beside its field.</summary>
    private async Task<IReadOnlyList<InvitationDraft>?> ReadAsync(CancellationToken ct)
    {
        var field = Upload is null ? nameof(List) : nameof(Upload);
        if (await ReadTextAsync(ct) is not { } text) return null;

        List = text;
        switch (GuestList.Read(text))
        {
            case ListReading.Read list:
                CheckUsual();
                return [.. list.Drafts.Select(draft => draft with { Culture = draft.Culture ?? Language, Message = draft.Message ?? Usual(Message) })];
            case ListReading.TooLong:
                ModelState.AddModelError(field, texts["The list has more than {0} lines. Send it in parts.", GuestList.MostRows]);
                return null;
            case ListReading.Unreadable unreadable:
                ModelState.AddModelError(field, texts["The list can't be read from line {0} on: a quotation mark is open, or in the wrong place.", unreadable.Line]);
                return null;
            default:
                ModelState.AddModelError(field, texts["There are no addresses in the list."]);
                return null;
        }
    }

    private async Task<string?> ReadTextAsync(CancellationToken ct)
    {
        if ((Upload?.Length ?? List?.Length ?? 0) > GuestList.MostBytes)
        {
            ModelState.AddModelError(Upload is null ? nameof(List) : nameof(Upload), texts["The list is longer than 1 MB. Send it in parts."]);
            return null;
        }

        if (Upload is null)
        {
            if (string.IsNullOrWhiteSpace(List)) ModelState.AddModelError(nameof(List), texts["Paste addresses, or choose a file."]);
            return string.IsNullOrWhiteSpace(List) ? null : List;
        }

        using var bytes = new MemoryStream();
        await Upload.CopyToAsync(bytes, ct);
        var text = GuestList.Decode(bytes.ToArray());
        if (text is null) ModelState.AddModelError(nameof(Upload), texts["The file is not saved as UTF-8. Save it anew as “CSV UTF-8”."]);
        return text;
    }

    private void CheckUsual()
    {
        if (!Cultures.All.ContainsKey(Language ?? "")) ModelState.AddModelError(nameof(Language), texts["Language: en or fr."]);
        if (Usual(Message) is { Length: > Invitation.LongestMessage })
            ModelState.AddModelError(nameof(Message), texts["The message may have {0} characters at most.", Invitation.LongestMessage]);
    }

    private static string? Usual(string? typed) => typed?.Trim() is { Length: > 0 } text ? text.ReplaceLineEndings("\n") : null;
}
