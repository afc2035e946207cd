using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Passkeys;

/// <summary>Security keys and passkeys in a real browser: set up, as the second proof, and as the only one.</summary>
public sealed class PasskeyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly CompanyWishes WithPasskeys = new() { SecondFactor = "required", RequiredMethods = ["passkey"] };

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Sets_one_up_and_uses_it_as_the_second_proof(string culture)
    {
        var company = await server.AddCompanyAsync(WithPasskeys with { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);

        var first = await PasskeyWalk.EnrollAsync(visit, company, person, name: "My laptop");
        var second = await PasskeyWalk.UseAsSecondAsync(visit, company, person);
        await visit.PressAsync("Next");
        await visit.ArriveAsync(second);

        Assert.Equal("phr", (await first.RedeemAsync()).Acr);
        var tokens = await second.RedeemAsync();
        Assert.Equal("phr", tokens.Acr);
        Assert.Equal(["pwd", "swk", "user", "mfa"], tokens.Amr);
    }

    [Fact]
    public async Task Signs_in_without_a_name_or_a_password()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        var enrolled = await (await PasskeyWalk.EnrollAsync(visit, company, person)).RedeemAsync();

        var request = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SeesAsync("Sign in");
        await visit.PressAsync("Sign in with a passkey or security key");
        await visit.ArriveAsync(request);

        var tokens = await request.RedeemAsync();
        Assert.Equal(enrolled.Subject, tokens.Subject);
        Assert.Equal("phr", tokens.Acr);
        Assert.Equal(["swk", "user", "mfa"], tokens.Amr);
    }

    [Fact]
    public async Task Offers_passkeys_in_the_field_for_names()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var authenticator = await VirtualAuthenticator.PlugInAsync(visit);
        // Until there is a key, nobody is there to touch anything.
        await PasskeyWalk.EnrollAsync(visit, company, person);
        Assert.Single(await authenticator.CredentialsAsync());

        var request = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.ArriveAsync(request);

        Assert.Equal("phr", (await request.RedeemAsync()).Acr);
    }

    [Fact]
    public async Task Takes_the_place_of_the_password_once_the_name_is_typed()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        await PasskeyWalk.EnrollAsync(visit, company, person);

        var request = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");
        await visit.PressAsync("Sign in with a passkey or security key");
        await visit.ArriveAsync(request);

        Assert.Equal("phr", (await request.RedeemAsync()).Acr);
    }

    [Fact]
    public async Task A_key_without_a_pin_is_a_second_proof_only()
    {
        var company = await server.AddCompanyAsync(WithPasskeys);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit, AuthenticatorWishes.SecurityKey);
        await PasskeyWalk.EnrollAsync(visit, company, person);

        var second = await PasskeyWalk.UseAsSecondAsync(visit, company, person);
        await visit.PressAsync("Next");
        await visit.ArriveAsync(second);
        Assert.Equal("phr", (await second.RedeemAsync()).Acr);

        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.SeesAsync("Sign in");
        await visit.PressAsync("Sign in with a passkey or security key");
        Assert.Contains("Nothing was sent", await visit.ErrorAsync(), StringComparison.Ordinal);
    }
}
