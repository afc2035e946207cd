using IdentityServer.SignIn.Audit;
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

    public IReadOnlyList<(Method Method, IFactorPages Pages)> Methods { get; private set; } = [];

    public void OnGet() => Methods = Read();

    public bool MayAddAnother => signIn.Facts.Enrollable.Count > 0;

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (Read().FirstOrDefault(pair => pair.Method.Id == Default).Method is { IsDefault: false } chosen) await MakeDefaultAsync(chosen, ct);
        signIn.Change(state => action == "another" ? state with { WantsToEnroll = true } : state with { SawEnrollmentSuccess = true });
        return await signIn.ContinueAsync(ct);
    }

    private List<(Method Method, IFactorPages Pages)> Read() =>
        [.. signIn.Facts.Methods
            .Select(usable => signIn.Person!.Methods.First(method => method.Id == usable.Id))
            .Select(method => (method, factors.PagesOf(method.FactorKey)))];

    private async Task MakeDefaultAsync(Method method, CancellationToken ct)
    {
        await methods.SetDefaultAsync(method.AccountId, method.Id, ct);
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.DefaultMethodChanged, factorKey: method.FactorKey);
    }
}
