using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Enrollment;

/// <summary>Asks, every so many days, whether the registered methods are still the person's own.</summary>
[JourneyPage<SignInStep.ReconfirmMethods>]
internal sealed class ReconfirmModel(
    CurrentSignIn signIn, FactorCatalog factors, IAccountStore accounts, JourneyAudit audit, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public IReadOnlyList<Line> Methods =>
        [.. signIn.Facts.Methods
            .Select(usable => signIn.Person!.Methods.First(method => method.Id == usable.Id))
            .Select(method => (Method: method, Pages: factors.PagesOf(method.FactorKey)))
            .Select(line => new Line(texts[line.Pages.Name], line.Pages.Icon, line.Method.Label ?? line.Pages.TargetOf(line.Method)))];

    public bool MayAdd => signIn.Facts.Enrollable.Count > 0;

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        var isCurrent = action == "current";
        if (isCurrent)
        {
            accounts.Update(signIn.Person!.Account with { MethodsConfirmedUtc = clock.GetUtcNow().UtcDateTime });
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.MethodsConfirmed);
        }

        signIn.Change(state => state with { AnsweredReminder = true, WantsToEnroll = action == "another" });
        return await signIn.ContinueAsync(ct);
    }

    internal sealed record Line(string Name, string Icon, string? Detail);
}
