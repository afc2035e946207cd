using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.SecurityQuestions;

/// <summary>Wizard: as many questions as policy asks for, each with an answer of its own.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class AnswersModel(
    CurrentSignIn signIn, SecurityQuestionsFactor factor, MethodRegistration registration, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    private int Count => signIn.Organization?.Policy.SecurityQuestions ?? 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!IsOffered()) return await signIn.ShowStepAsync(ct);

        Rows = [.. Questions.All.Keys.Take(Count).Select(name => new Row { Question = name })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsOffered()) return await signIn.ShowStepAsync(ct);

        Rows = [.. Rows.Take(Count).Concat(Enumerable.Range(0, Count).Select(_ => new Row())).Take(Count)];
        ModelState.Clear();
        Check();
        if (!ModelState.IsValid) return Page();

        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            registration.Add(factor, new Method
            {
                Id = Guid.CreateVersion7(now),
                AccountId = signIn.Person!.Account.Id,
                FactorKey = factor.Key,
                State = await factor.StateForAsync(Rows.ToDictionary(row => row.Question!, row => Answer.Normalize(row.Answer)!), ct),
                CreatedUtc = now,
            }, now);
        }
        catch (LanesAreFullException)
        {
            ModelState.AddModelError("", texts["Many people are signing in right now. Try again in a few seconds."]);
            return Page();
        }

        return await signIn.ContinueAsync(ct);
    }

    private bool IsOffered() => signIn.Step is SignInStep.EnrollMethod step && step.FactorKeys.Contains(factor.Key);

    private void Check()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < Rows.Count; i++)
        {
            var field = $"{nameof(Rows)}[{i}].{nameof(Row.Answer)}";
            if (Rows[i].Question is not { } question || !Questions.All.ContainsKey(question)) Rows[i].Question = Questions.All.Keys.ElementAt(i);

            var answer = Answer.Normalize(Rows[i].Answer);
            if (answer is null) ModelState.AddModelError(field, texts["{0} Your answer needs {1} to {2} letters or digits.", texts[Questions.All[Rows[i].Question!]].Value, Answer.Shortest, Answer.Longest]);
            else if (Rows.Take(i).Any(other => other.Question == Rows[i].Question)) ModelState.AddModelError(field, texts["Choose a different question for each answer."]);
            else if (!seen.Add(answer)) ModelState.AddModelError(field, texts["Give a different answer to each question."]);
        }
    }

    /// <summary>One question with its answer.</summary>
    public sealed class Row
    {
        public string? Question { get; set; }

        public string? Answer { get; set; }
    }
}
