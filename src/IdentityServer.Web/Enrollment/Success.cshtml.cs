using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Enrollment;

/// <summary>"Success!": what is set up, and which one is asked for first.</summary>
[JourneyPage<SignInStep.ConfirmEnrollment>]
internal sealed class SuccessModel(CurrentSignIn signIn, FactorCatalog factors, IMethodStore methods, JourneyAudit audit) : PageModel
{
    [BindProperty]
    public Guid? Default { get; set; }

    /// <summary>With what tells one from others of its kind: its name, or where its codes go.</summary>
    public IReadOnlyList<(Method Method, IFactorPages Pages, string? Detail)> Methods => field ??=
        [.. signIn.Facts.Methods
            .Select(usable => signIn.Person!.Methods.First(method => method.Id == usable.Id))
            .Select(method => (method, factors.PagesOf(method.FactorKey)))
            .Select(pair => (pair.method, pair.Item2, pair.method.Label ?? pair.Item2.TargetOf(pair.method)))];

    /// <summary>What is kept for an emergency is never asked for first.</summary>
    public IReadOnlyList<(Method Method, IFactorPages Pages, string? Detail)> Candidates => field ??=
        [.. Methods.Where(shown => !factors.Find(shown.Method.FactorKey).Use.HasFlag(FactorUse.Spare))];

    public bool MayAddAnother => signIn.Facts.Enrollable.Count > 0;

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (Candidates.FirstOrDefault(shown => shown.Method.Id == Default).Method is { IsDefault: false } chosen) await MakeDefaultAsync(chosen, ct);
        signIn.Change(state => action == "another" ? state with { WantsToEnroll = true } : state with { SawEnrollmentSuccess = true });
        return await signIn.ContinueAsync(ct);
    }

    private async Task MakeDefaultAsync(Method method, CancellationToken ct)
    {
        await methods.SetDefaultAsync(method.AccountId, method.Id, ct);
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.DefaultMethodChanged, factorKey: method.FactorKey);
    }
}
