using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Invites one person.</summary>
[AccountPage, InvitingPage]
internal sealed class InviteModel(
    Seats seats, InvitationRules rules, InvitationSending sending, IClientRegistry clients, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Message { get; set; }

    [BindProperty]
    public TermsForm Terms { get; set; } = new();

    public Seat Seat => seats.Taken;

    /// <summary>The invitation that the address has already.</summary>
    public Invitation? Open { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Terms = TermsForm.Of(TimeSpan.FromHours(Seat.Organization.Policy.Guests.InvitationHours));
        Language = Seat.Organization.Culture;
        Terms.Applications = await clients.ListOfAsync(Seat.Organization.Id, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Terms.Applications = await clients.ListOfAsync(Seat.Organization.Id, ct);
        var terms = Terms.Read(nameof(Terms), ModelState, texts, clock.GetUtcNow().UtcDateTime);
        var draft = new InvitationDraft(1, Email?.Trim() ?? "", TextOf(Name), TextOf(Language), TextOf(Message)?.ReplaceLineEndings("\n"));
        var judged = (await rules.JudgeAsync([draft], ct))[0];
        Describe(judged);
        if (terms is null || !ModelState.IsValid) return Page();

        switch (await sending.SendAsync([draft], terms, ct))
        {
            case SendingOutcome.Queued { Count: 1 }:
                return new SeeOtherResult($"{Seat.Path}?queued=1");
            case SendingOutcome.TooMany tooMany:
                ModelState.AddModelError("", texts["Only {0} invitations may be sent in a day. Try again tomorrow.", tooMany.Limit]);
                return Page();
            default:
                Describe((await rules.JudgeAsync([draft], ct))[0]);
                return Page();
        }
    }

    private static string? TextOf(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;

    private void Describe(JudgedDraft judged)
    {
        if (judged.Verdict is DraftVerdict.New) return;

        if (judged.Verdict is DraftVerdict.Invited) Open = judged.Open;
        var field = judged.Verdict switch
        {
            DraftVerdict.BadName => nameof(Name),
            DraftVerdict.BadLanguage => nameof(Language),
            DraftVerdict.MessageTooLong => nameof(Message),
            _ => nameof(Email),
        };
        ModelState.AddModelError(field, InvitingTexts.Of(judged.Verdict, Seat.Organization.DisplayName, texts));
    }
}
