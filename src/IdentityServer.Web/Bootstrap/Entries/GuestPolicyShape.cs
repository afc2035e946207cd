using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>A policy's "guests", with the limits that <see cref="GuestPolicy"/> states.</summary>
internal static class GuestPolicyShape
{
    private const int LongestText = 4000;

    private static readonly ListForm<string> Domains = new(new TextForm(Rules.Domain));

    private static readonly Shape<WordsByLanguage> ConsentText = new Shape<WordsByLanguage>(new())
        .AddText("en", Rules.Words(LongestText), words => words.En, (words, value) => words with { En = value })
        .AddText("fr", Rules.Words(LongestText), words => words.Fr, (words, value) => words with { Fr = value });

    private static readonly ChoiceForm<Strength> TrustedStrength = new(
        "strength", ("none", Strength.None), ("mfa", Strength.Mfa), ("phr", Strength.Phr), ("phrh", Strength.Phrh));

    private static readonly Shape<HomeTrust> Trust = new Shape<HomeTrust>(new())
        .Add("strength", TrustedStrength, trust => trust.Strength, (trust, value) => trust with { Strength = value })
        .Add("hours", new NumberForm(1, 2160), trust => trust.Hours, (trust, value) => trust with { Hours = value });

    internal static readonly Shape<GuestPolicy> Fields = new Shape<GuestPolicy>(new())
        .Add("allowedDomains", Domains, p => p.AllowedDomains, (p, value) => p with { AllowedDomains = value })
        .Add("blockedDomains", Domains, p => p.BlockedDomains, (p, value) => p with { BlockedDomains = value })
        .Add("invitationHours", new NumberForm(1, 720), p => p.InvitationHours, (p, value) => p with { InvitationHours = value })
        .Add("reminderDays", new NumberForm(0, 14), p => p.ReminderDays, (p, value) => p with { ReminderDays = value })
        .Add("accessDays", new NumberForm(0, 3650), p => p.AccessDays, (p, value) => p with { AccessDays = value })
        .Add("invitationsPerDay", new NumberForm(1, 100_000), p => p.InvitationsPerDay, (p, value) => p with { InvitationsPerDay = value })
        .Add("invitationsPerMember", new NumberForm(1, 1000), p => p.InvitationsPerMember, (p, value) => p with { InvitationsPerMember = value })
        .AddPart("consentText", ConsentText, p => p.ConsentText, (p, value) => p with { ConsentText = value })
        .AddPart("trust", Trust, p => p.Trust, (p, value) => p with { Trust = value });
}
