using System.Security.Cryptography;
using System.Text;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Passkeys;

/// <summary>Everything that must not work, each with a sentence that helps.</summary>
public sealed class PasskeyRefusalTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly CompanyWishes WithPasskeys = new() { SecondFactor = "required", RequiredMethods = ["passkey"] };

    [Fact]
    public async Task Refuses_the_signature_of_another_key()
    {
        var (company, _, visit, authenticator) = await EnrolledAsync();
        await using var closing = visit;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await authenticator.ReplaceAsync(credential => credential["privateKey"] = Convert.ToBase64String(other.ExportPkcs8PrivateKey()));

        await SignInWithPasskeyAsync(visit, company);

        Assert.Contains("That didn't work", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_key_whose_counter_goes_back()
    {
        var (company, person, visit, authenticator) = await EnrolledAsync();
        await using var closing = visit;
        await authenticator.ReplaceAsync(credential => credential["signCount"] = 0);

        await PasskeyWalk.UseAsSecondAsync(visit, company, person);
        await visit.PressAsync("Next");

        Assert.Contains("there seems to be a copy", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_key_that_nobody_registered()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        var authenticator = await VirtualAuthenticator.PlugInAsync(visit);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await authenticator.AddAsync(new()
        {
            ["credentialId"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)),
            ["isResidentCredential"] = true,
            ["rpId"] = "localhost",
            ["privateKey"] = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            ["userHandle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString("N"))),
            ["signCount"] = 1,
        });

        await SignInWithPasskeyAsync(visit, company);

        Assert.Contains("is not registered here", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_key_of_somebody_else_than_the_person_named()
    {
        var (company, _, visit, _) = await EnrolledAsync();
        await using var closing = visit;
        var another = await server.AddPersonAsync(company, "Emilie Roy");
        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.NameAsync(another);
        await visit.SeesAsync("Enter your password");

        await visit.PressAsync("Sign in with a passkey or security key");

        Assert.Contains("doesn't belong to this account", await visit.ErrorAsync(), StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.GetByText(another.Email)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Refuses_an_answer_that_was_sent_before()
    {
        var (company, _, visit, _) = await EnrolledAsync();
        await using var closing = visit;
        string? sent = null;
        visit.Page.Request += (_, request) => sent = request.Method == "POST" && request.PostData?.Contains("Credential=%7B", StringComparison.Ordinal) == true ? request.PostData : sent;
        await SignInWithPasskeyAsync(visit, company);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.Heading })).ToBeVisibleAsync();
        var fields = sent!.Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1]));

        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.Page.GotoAsync(visit.PathInJourney("/factors/passkey/signin"));
        await visit.Page.EvaluateAsync(
            """
            ([ceremony, credential]) => {
              const form = document.querySelector('main form');
              form.elements.Ceremony.value = ceremony;
              form.elements.Credential.value = credential;
              HTMLFormElement.prototype.submit.call(form);
            }
            """,
            new[] { fields["Ceremony"], fields["Credential"] });

        Assert.Contains("That didn't work", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_the_device_for_its_owner_and_says_so_if_nobody_is_recognised()
    {
        var (company, _, visit, authenticator) = await EnrolledAsync();
        await using var closing = visit;
        await authenticator.RecogniseAsync(isOwner: false);

        await SignInWithPasskeyAsync(visit, company);

        Assert.Contains("Nothing was sent", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_blocked_later_no_longer_works_and_another_method_does()
    {
        var wishes = WithPasskeys with { Passkeys = new { allowedAaguids = new[] { VirtualAuthenticator.Aaguid } } };
        var company = await server.AddCompanyAsync(wishes);
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        await PasskeyWalk.EnrollAsync(visit, company, person);
        await server.AddAsync(company, wishes with { Passkeys = new { blockedAaguids = new[] { VirtualAuthenticator.Aaguid } } });

        await SignInWithPasskeyAsync(visit, company);
        Assert.Contains("doesn't accept this security key", await visit.ErrorAsync(), StringComparison.Ordinal);

        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await visit.FollowAsync("Sign in another way");
        await visit.SignInAsync(person with { TotpSecret = null });
        await visit.SeesAsync("Verify your identity");
        await visit.Page.GotoAsync(visit.PathInJourney("/signin/verify"));
        await visit.FollowAsync("Use a verification code");
        await visit.ProveCodeAsync(person);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.Heading })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_blocked_model_cannot_be_set_up()
    {
        var company = await server.AddCompanyAsync(WithPasskeys with { Passkeys = new { blockedAaguids = new[] { VirtualAuthenticator.Aaguid } } });
        var person = await server.AddPersonAsync(company);
        await using var visit = await StartWizardAsync(company, person);

        await visit.PressAsync("Next");

        Assert.Contains("doesn't accept this kind", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_its_makers_word_cannot_be_set_up_where_that_is_asked_for()
    {
        var company = await server.AddCompanyAsync(WithPasskeys with { Passkeys = new { attestation = "required" } });
        var person = await server.AddPersonAsync(company);
        await using var visit = await StartWizardAsync(company, person);

        await visit.PressAsync("Next");

        Assert.Contains("whose maker vouches", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_not_set_up_twice()
    {
        var (company, person, visit, _) = await EnrolledAsync();
        await using var closing = visit;
        await server.AddAsync(company, WithPasskeys with { RequiredMethods = ["authenticatorApp", "passkey"] });
        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.SignInAsync(person);
        await visit.SeesAsync("Verify your identity");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Protect your account");
        await visit.Page.GotoAsync(visit.PathInJourney("/factors/passkey/enroll"));

        await visit.PressAsync("Next");

        Assert.Contains("is registered already", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_missing_without_script()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = false });
        await visit.OpenAsync(new ApplicationRequest(server, company));

        await visit.PressAsync("Sign in with a passkey or security key");

        Assert.Contains("need JavaScript", await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.FollowAsync("Sign in another way");
        await visit.SeesAsync("Sign in");
    }

    private async Task<(Company Company, Person Person, Visit Visit, VirtualAuthenticator Authenticator)> EnrolledAsync()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        var person = await server.AddPersonAsync(company);
        var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        var authenticator = await VirtualAuthenticator.PlugInAsync(visit);
        await PasskeyWalk.EnrollAsync(visit, company, person);
        return (company, person, visit, authenticator);
    }

    private async Task<Visit> StartWizardAsync(Company company, Person person)
    {
        var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SignInAsync(person);
        await PasskeyWalk.OpenWizardAsync(visit);
        return visit;
    }

    private async Task SignInWithPasskeyAsync(Visit visit, Company company)
    {
        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.SeesAsync("Sign in");
        await visit.PressAsync("Sign in with a passkey or security key");
    }
}
