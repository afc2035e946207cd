using System.Globalization;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>The part of a form that holds for all that are invited with it.</summary>
internal sealed class TermsForm
{
    public const string Hours = "hours", Days = "days";

    public string? ClientId { get; set; }

    public string? Lifetime { get; set; }

    public string? Unit { get; set; }

    /// <summary>The guest's last day, yyyy-MM-dd.</summary>
    public string? LastDay { get; set; }

    /// <summary>The organization's, to choose from.</summary>
    [BindNever]
    public IReadOnlyList<Client> Applications { get; set; } = [];

    public static TermsForm Of(TimeSpan lifetime) =>
        lifetime.TotalDays >= 1 && lifetime.Ticks % TimeSpan.TicksPerDay == 0
            ? new() { Lifetime = $"{lifetime.TotalDays:0}", Unit = Days }
            : new() { Lifetime = $"{lifetime.TotalHours:0}", Unit = Hours };

    /// <summary>Null: something is wrong, and stands beside its field.</summary>
    public InvitationTerms? Read(string prefix, ModelStateDictionary state, IStringLocalizer<Texts> texts, DateTime nowUtc)
    {
        var lifetime = int.TryParse(Lifetime?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 1000
            ? Unit == Hours ? TimeSpan.FromHours(count) : TimeSpan.FromDays(count)
            : TimeSpan.Zero;
        if (lifetime < Invitation.Shortest || lifetime > Invitation.Longest) state.AddModelError($"{prefix}.{nameof(Lifetime)}", texts["Enter between 1 hour and 30 days."]);

        if (ClientId is not null && Applications.All(client => client.ClientId != ClientId)) state.AddModelError($"{prefix}.{nameof(ClientId)}", texts["Choose one of the applications."]);

        DateTime? ends = LastDay is { Length: > 0 } day ? GuestDays.EndOf(day) : null;
        if (LastDay is { Length: > 0 } && (ends is null || ends <= nowUtc)) state.AddModelError($"{prefix}.{nameof(LastDay)}", texts["Enter a day to come."]);

        return state.IsValid ? new InvitationTerms(ClientId, lifetime, ends) : null;
    }
}
