using System.Net.Mail;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Says who of a list can be invited. Whether an address has an account elsewhere on the server plays no part in it.</summary>
internal sealed class InvitationRules(Seats seats, IInvitationStore invitations, IGuestStore guests, TimeProvider clock)
{
    public const int LongestName = 100;

    private const int AtOnce = 500;

    public async Task<IReadOnlyList<JudgedDraft>> JudgeAsync(IReadOnlyList<InvitationDraft> drafts, CancellationToken ct)
    {
        var known = await ReadAsync([.. drafts.Where(draft => ParseAddress(draft.Email) is not null).Select(draft => draft.Email)], ct);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. drafts.Select(draft => Judge(draft, known, seen))];
    }

    /// <summary>Null for what is no plain address.</summary>
    public static string? ParseAddress(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return text.Length is > 2 and <= 254 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && AccountIdentifier.Parse(text) is { Kind: AccountIdentifierKind.Email }
            && MailAddress.TryCreate(text, out var mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal)
            ? text
            : null;
    }

    private JudgedDraft Judge(InvitationDraft draft, Known known, HashSet<string> seen)
    {
        if (ParseAddress(draft.Email) is null) return new(draft, DraftVerdict.BadAddress);

        var address = AccountIdentifier.NormalizeName(draft.Email);
        if (!seen.Add(address)) return new(draft, DraftVerdict.Repeated);
        if (draft.Name is { } name && (name.Length > LongestName || name.Any(char.IsControl))) return new(draft, DraftVerdict.BadName);
        if (draft.Culture is { } culture && !Cultures.All.ContainsKey(culture)) return new(draft, DraftVerdict.BadLanguage);
        if (draft.Message is { Length: > Invitation.LongestMessage }) return new(draft, DraftVerdict.MessageTooLong);
        if (!seats.Taken.Organization.Policy.Guests.Accepts(draft.Email)) return new(draft, DraftVerdict.DomainRefused);
        return JudgeKnown(draft, known.Inside.Contains(address), known.Open.GetValueOrDefault(address));
    }

    // A member learns nothing about people whom others have let in or invited.
    private JudgedDraft JudgeKnown(InvitationDraft draft, bool isInside, Invitation? open)
    {
        var seat = seats.Taken;
        if (isInside) return new(draft, seat.IsAdministrator ? DraftVerdict.Inside : DraftVerdict.Taken);
        if (open is null || !open.IsGood(clock.GetUtcNow().UtcDateTime)) return new(draft, DraftVerdict.New, open);
        return seat.IsAdministrator || open.InvitedBy == seat.AccountId ? new(draft, DraftVerdict.Invited, open) : new(draft, DraftVerdict.Taken);
    }

    private async Task<Known> ReadAsync(IReadOnlyList<string> addresses, CancellationToken ct)
    {
        var (organizationId, now) = (seats.Taken.Organization.Id, clock.GetUtcNow().UtcDateTime);
        var known = new Known([], []);
        foreach (var some in addresses.Chunk(AtOnce))
        {
            known.Inside.UnionWith(await guests.ListInsideAsync(organizationId, some, now, ct));
            foreach (var open in await invitations.ListOpenAsync(organizationId, some, ct)) known.Open[AccountIdentifier.NormalizeName(open.Email)] = open;
        }

        return known;
    }

    private sealed record Known(HashSet<string> Inside, Dictionary<string, Invitation> Open);
}

/// <param name="Open">The address's invitation: one that waits to be accepted, or, where somebody may be invited, one that has run out.</param>
internal sealed record JudgedDraft(InvitationDraft Draft, DraftVerdict Verdict, Invitation? Open = null);

/// <summary>What is to be said about somebody to be invited.</summary>
internal enum DraftVerdict
{
    /// <summary>They can be invited.</summary>
    New,

    /// <summary>The same address stands further up.</summary>
    Repeated,
    BadAddress,
    BadName,
    BadLanguage,
    MessageTooLong,

    /// <summary>The organization doesn't invite addresses of that domain.</summary>
    DomainRefused,

    /// <summary>They belong to the organization.</summary>
    Inside,

    /// <summary>They have an invitation that is still good.</summary>
    Invited,

    /// <summary>One of the two, for who must not know which.</summary>
    Taken,
}
