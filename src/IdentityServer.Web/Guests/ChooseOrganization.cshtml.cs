using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests;

/// <summary>"Choose an organization", where the application says nothing of any. Whoever has one only is not asked.</summary>
[JourneyPage<SignInStep.ChooseOrganization>]
internal sealed class ChooseOrganizationModel(CurrentSignIn signIn, IOrganizationStore organizations) : PageModel
{
    public IReadOnlyList<Organization> Choices { get; private set; } = [];

    private IReadOnlyList<Guid> Ids => ((SignInStep.ChooseOrganization)signIn.Step).OrganizationIds;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Ids is [var only]) return await ChooseAsync(only, wasAsked: false, ct);

        await DescribeAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid organization, CancellationToken ct) =>
        Ids.Contains(organization) ? await ChooseAsync(organization, wasAsked: true, ct) : await signIn.ShowStepAsync(ct);

    private async Task<IActionResult> ChooseAsync(Guid organizationId, bool wasAsked, CancellationToken ct)
    {
        signIn.Change(state => state with { OrganizationId = organizationId, ChoseOrganization = wasAsked });
        signIn.ForgetPerson();
        return await signIn.ContinueAsync(ct);
    }

    private async Task DescribeAsync(CancellationToken ct)
    {
        var choices = new List<Organization>();
        foreach (var id in Ids)
        {
            if (await organizations.FindAsync(id, ct) is { } organization) choices.Add(organization);
        }

        Choices = [.. choices.OrderBy(organization => organization.DisplayName, StringComparer.CurrentCulture)];
    }
}
