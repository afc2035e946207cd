using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.Certificate.Presenting;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Where a browser comes back to with its ticket; shows nothing of its own.</summary>
internal sealed class ReturnModel(CurrentSignIn signIn, CertificateTickets tickets, CertificateSignIn certificates) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? ticket, CancellationToken ct)
    {
        if (await signIn.OpenAsync(ct) is { } elsewhere) return elsewhere;
        if (PageOfStep() is not { } page) return await signIn.ShowStepAsync(ct);
        if (await tickets.TakeAsync(signIn.Journey.Id, ticket, ct) is not { } presentation) return Again(page, Refusal.Interrupted);

        using (presentation.Certificate)
        {
            return await certificates.UseAsync(presentation, ct) is { } refusal ? Again(page, refusal) : await signIn.ContinueAsync(ct);
        }
    }

    /// <summary>Where this step asks for a certificate; null if it has no use for one.</summary>
    private string? PageOfStep() => signIn.Step switch
    {
        SignInStep.Identify or SignInStep.ProveFirstFactor => "/Factors/Certificate/Open",
        SignInStep.ProveSecondFactor when signIn.UsableMethods.Any(method => method.FactorKey == CertificateFactor.FactorKey) => "/Factors/Certificate/Challenge",
        SignInStep.EnrollMethod { FactorKeys: var keys } when keys.Contains(CertificateFactor.FactorKey) => "/Factors/Certificate/Enroll",
        _ => null,
    };

    private SeeOtherResult Again(string page, Refusal refusal) => new($"{signIn.PathOf(page)}&reason={refusal.ToString().ToLowerInvariant()}");
}
