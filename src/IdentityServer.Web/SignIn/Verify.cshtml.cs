using IdentityServer.SignIn.Journeys;
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

    public void OnGet() => Choices = [.. signIn.UsableMethods.Select(method =>
    {
        var pages = factors.PagesOf(method.FactorKey);
        return new Choice(texts[pages.Offer, pages.TargetOf(method) ?? ""], pages.Icon, signIn.PathOf(pages.ChallengePage));
    })];

    internal sealed record Choice(string Text, string Icon, string Url);
}
