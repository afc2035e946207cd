using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Wizard: the device makes a key. It is saved at once, for the device has kept its half already.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class EnrollModel(CurrentSignIn signIn, PasskeyEnrollment enrollment, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Ceremony { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    public string OptionsUrl => signIn.PathOf("/Factors/Passkey/Enroll") + "&handler=options";

    public string BackUrl => signIn.PathOf("/Enrollment/Protect");

    public string OtherMethodUrl => signIn.PathOf("/Enrollment/Choose");

    public bool HasOtherMethods => Step.FactorKeys.Count > 1;

    private SignInStep.EnrollMethod Step => (SignInStep.EnrollMethod)signIn.Step;

    /// <summary>Policy lets this account set one up.</summary>
    private bool IsOpen => Step.FactorKeys.Contains(PasskeyFactor.FactorKey);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => IsOpen ? Page() : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken ct)
    {
        if (!IsOpen) return await signIn.ShowStepAsync(ct);
        return enrollment.IsFull
            ? CeremonyResults.Sentence(PasskeyTexts.Of(EnrollmentProblem.Full, texts))
            : CeremonyResults.Of(await enrollment.BeginAsync(ct), texts);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsOpen) return await signIn.ShowStepAsync(ct);
        if (string.IsNullOrEmpty(Credential)) return Again(PasskeyTexts.NeedsScript(texts));
        if (PasskeyResponse.Parse(Ceremony, Credential) is not { } response) return Again(PasskeyTexts.Of(EnrollmentProblem.Failed, texts));

        var fallbackName = IsSecurityKey(response) ? texts["Security key"] : texts["Passkey"];
        switch (await enrollment.FinishAsync(response, fallbackName, ct))
        {
            case EnrollmentOutcome.Registered registered when await signIn.SaveAsync(ct):
                return new SeeOtherResult(signIn.PathOf("/Factors/Passkey/Name") + $"&method={registered.Method.Id:N}");
            case EnrollmentOutcome.Refused refused:
                // The reason is written down, the journey stays as it was.
                await signIn.SaveAsync(ct);
                return Again(PasskeyTexts.Of(refused.Problem, texts));
            default:
                return await signIn.ReloadAsync(ct) ?? await signIn.ShowStepAsync(ct);
        }
    }

    /// <summary>Something that is plugged in or held near, and nothing else.</summary>
    private static bool IsSecurityKey(PasskeyResponse response) =>
        response.Credential.Transports is { Count: > 0 } transports && transports.All(transport => transport is "usb" or "nfc" or "ble" or "smart-card");

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError("", error);
        return Page();
    }
}
