using System.Text.Json;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.SecurityQuestions;

/// <summary>Asks for the answers: the second proof of a password reset.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(CurrentSignIn signIn, SecurityQuestionsFactor factor, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public List<AnswersModel.Row> Rows { get; set; } = [];

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    private Method? Method => signIn.UsableMethods.FirstOrDefault(method => method.FactorKey == factor.Key);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Method is not { } method) return await signIn.ShowStepAsync(ct);

        Rows = AskedOf(method);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Method is not { } method) return await signIn.ShowStepAsync(ct);

        // What is asked is what is kept, whatever the form says.
        var typed = Rows.Where(row => row.Question is not null).DistinctBy(row => row.Question).ToDictionary(row => row.Question!, row => row.Answer);
        Rows = AskedOf(method);
        foreach (var row in Rows) row.Answer = typed.GetValueOrDefault(row.Question!);
        if (Rows.Exists(row => string.IsNullOrWhiteSpace(row.Answer))) return Again(texts["Answer all questions."]);

        try
        {
            var answers = JsonSerializer.Serialize(Rows.ToDictionary(row => row.Question!, row => row.Answer));
            return await signIn.ProveAsync(factor, method, answers, ct) switch
            {
                FactorOutcome.Refused { Hint: RejectionHint.TooManyTries } => Again(texts["Too many tries. Wait a few minutes, then try again."]),
                FactorOutcome.Refused => Again(texts["At least one answer is not right."]),
                _ => await signIn.ContinueAsync(ct),
            };
        }
        catch (LanesAreFullException)
        {
            return Again(texts["Many people are signing in right now. Try again in a few seconds."]);
        }
    }

    private List<AnswersModel.Row> AskedOf(Method method) => [.. factor.QuestionsOf(method).Where(Questions.All.ContainsKey).Select(name => new AnswersModel.Row { Question = name })];

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError("", error);
        return Page();
    }
}
