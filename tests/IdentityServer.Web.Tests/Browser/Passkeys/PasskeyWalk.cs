using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Passkeys;

/// <summary>The ways that people go with security keys and passkeys.</summary>
internal static class PasskeyWalk
{
    /// <summary>Name, password, and the wizard up to its last page; ends at the application.</summary>
    public static async Task<ApplicationRequest> EnrollAsync(Visit visit, Company company, Person person, string? name = null)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await OpenWizardAsync(visit);
        await visit.PressAsync("Next");
        await NameAsync(visit, name);
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);
        return request;
    }

    /// <summary>From "Protect your account" to the wizard's own page.</summary>
    public static async Task OpenWizardAsync(Visit visit)
    {
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Security key or passkey");
    }

    public static async Task NameAsync(Visit visit, string? name = null)
    {
        await visit.SeesAsync("Name your security key or passkey");
        if (name is not null) await visit.TypeAsync("Name", name);
        await visit.PressAsync("Next");
    }

    /// <summary>The key shown after the password.</summary>
    public static async Task<ApplicationRequest> UseAsSecondAsync(Visit visit, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync("Verify your identity");
        return request;
    }

    /// <summary>A browser whose field for names offers nothing by itself.</summary>
    public static Task WithoutAutofillAsync(Visit visit) =>
        visit.Context.AddInitScriptAsync("if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;");
}
