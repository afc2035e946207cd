using System.Text;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.RecoveryCodes;

/// <summary>Wizard: the codes, to be saved. They are good once the person says so.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class CodesModel(CurrentSignIn signIn, RecoveryCodesEnrollment enrollment, IStringLocalizer<Texts> texts) : PageModel
{
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public const string FileName = "recovery-codes.txt";

    public string DownloadUrl => signIn.PathOf("/Factors/RecoveryCodes/Codes") + "&handler=Download";

    /// <summary>They take the place of others.</summary>
    public bool Replaces => signIn.State.Replaces.Count > 0;

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!IsOffered()) return await signIn.ShowStepAsync(ct);

        Codes = await enrollment.BeginAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken ct)
    {
        if (!IsOffered()) return await signIn.ShowStepAsync(ct);

        var account = signIn.Person!.Account;
        var text = new StringBuilder()
            .AppendLine(texts["Recovery codes for {0} at {1}", account.Email ?? account.UserName, signIn.Organization?.DisplayName ?? PageChrome.ProductName])
            .AppendLine();
        foreach (var code in await enrollment.BeginAsync(ct)) text.AppendLine(RecoveryCode.Format(code));
        return File(Encoding.UTF8.GetBytes(text.ToString()), "text/plain; charset=utf-8", FileName);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (IsOffered()) await enrollment.ConfirmAsync(ct);
        return await signIn.ContinueAsync(ct);
    }

    private bool IsOffered() => signIn.Step is SignInStep.EnrollMethod step && step.FactorKeys.Contains(RecoveryCodesFactor.FactorKey);
}
