using System.Numerics;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SignIn;

/// <summary>"Verify your identity": every method that would do.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class VerifyModel(CurrentSignIn signIn, FactorCatalog factors, IStringLocalizer<Texts> texts) : PageModel
{
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    // The strongest first, then the one used last; what is kept for an emergency comes at the end. Two of a kind that look the same are one choice.
    public void OnGet() => Choices = [.. signIn.UsableMethods
        .Select(method => (Method: method, Factor: factors.Find(method.FactorKey)))
        .OrderBy(choice => choice.Factor.Use.HasFlag(FactorUse.Spare))
        .ThenByDescending(choice => choice.Factor.EvidenceOf(choice.Method).Resistance)
        .ThenByDescending(choice => BitOperations.PopCount((uint)choice.Factor.EvidenceOf(choice.Method).Shows))
        .ThenByDescending(choice => choice.Method.LastUsedUtc)
        .Select(choice => Describe(choice.Method))
        .DistinctBy(choice => choice.Text)];

    /// <summary>A password reset takes a code from the account's mailbox too, which is no method of its own.</summary>
    public string? MailboxUrl => signIn.Facts.Reset is { OffersMailbox: true } ? signIn.PathOf("/Recovery/Prove") : null;

    private Choice Describe(Method method)
    {
        var pages = factors.PagesOf(method.FactorKey);
        return new Choice(texts[pages.Offer, pages.TargetOf(method) ?? ""], pages.Icon, signIn.PathOf(pages.ChallengePage!), pages.SendsCodes);
    }

    /// <param name="Sends">Choosing it sends a code: a form, for following a link sends nothing.</param>
    internal sealed record Choice(string Text, string Icon, string Url, bool Sends);
}
