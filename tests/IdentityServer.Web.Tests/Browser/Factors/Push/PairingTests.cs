using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors.Push;

/// <summary>How devices come, are named, and go.</summary>
public sealed class PairingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_pairing_link_used_twice_is_refused_with_a_sentence()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var link = await PushSteps.ReachPairingAsync(visit, company, person);
        await using var thief = await PhoneVisit.StartAsync(server);
        await using var owner = await PhoneVisit.StartAsync(server);

        await thief.PairAsync(link, "Somebody's phone");
        await thief.SeesRequestAsync();
        await owner.PairAsync(link);

        Assert.Contains("used already", await owner.Visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.SeesAsync("Let's try it out");
        await Assertions.Expect(visit.Page.GetByText("Somebody's phone")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_code_is_over_after_five_minutes()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var link = await PushSteps.ReachPairingAsync(visit, company, person);
        await using var phone = await PhoneVisit.StartAsync(server);

        server.Clock.Advance(TimeSpan.FromSeconds(301));
        await phone.PairAsync(link);

        Assert.Contains("good for five minutes", await phone.Visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.Page.ReloadAsync();
        Assert.Contains("code is over", await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.PressAsync("New code");
        await phone.PairAsync(await QrReader.ReadAsync(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Labels.Part("QR") })));
        await visit.SeesAsync("Let's try it out");
    }

    [Fact]
    public async Task One_device_holds_several_accounts_each_with_its_own_key_and_can_be_renamed()
    {
        await using var phone = await PhoneVisit.StartAsync(server);
        for (var number = 0; number < 2; number++)
        {
            var company = await server.AddCompanyAsync(PushSteps.Wishes);
            await PushSteps.EnrollAsync(phone, company, await server.AddPersonAsync(company));
        }

        await phone.OpenAsync();
        var accounts = phone.Page.Locator(".account");
        await Assertions.Expect(accounts).ToHaveCountAsync(2);
        var ids = await accounts.EvaluateAllAsync<string[]>("cards => cards.map(card => card.id)");
        Assert.NotEqual(ids[0], ids[1]);

        await phone.Page.Locator(".account-name").First.ClickAsync();
        await phone.Page.Locator("#rename").FillAsync("Desk tablet");
        await phone.Visit.PressAsync("Save");
        await Assertions.Expect(phone.Page.GetByText("Saved.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_key_survives_a_reload_and_no_script_can_take_it_away()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, await server.AddPersonAsync(company));

        await phone.OpenAsync();
        var stolen = await phone.Page.EvaluateAsync<string>(
            """
            () => new Promise((resolve, reject) => {
              const opening = indexedDB.open("authenticator");
              opening.onsuccess = () => {
                const reading = opening.result.transaction("accounts").objectStore("accounts").getAll();
                reading.onsuccess = () => crypto.subtle.exportKey("jwk", reading.result[0].keys.privateKey).then(() => resolve("exported"), (fault) => resolve(fault.name));
                reading.onerror = () => reject(reading.error);
              };
              opening.onerror = () => reject(opening.error);
            })
            """);

        Assert.Equal("InvalidAccessError", stolen);
    }

    [Fact]
    public async Task The_only_method_of_an_account_is_not_removed_by_the_device()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, await server.AddPersonAsync(company));

        await RemoveAsync(phone);

        Assert.Contains("only method", await phone.Visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_removes_itself_where_another_method_is_left_and_the_person_is_told()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var phone = await PhoneVisit.StartAsync(server);
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SignInAsync(person);
        await visit.PressAsync("Next");
        await visit.SeesAsync("Set up your account");
        await phone.PairAsync(await QrReader.ReadAsync(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Labels.Part("QR") })));
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));
        await visit.SeesAsync("Success!");

        // As long as the organization names it, it has to stay.
        await RemoveAsync(phone);
        Assert.Contains("your organization asks for it", await phone.Visit.ErrorAsync(), StringComparison.Ordinal);
        await server.AddAsync(company, PushSteps.Wishes with { RequiredMethods = [] });
        await RemoveAsync(phone);

        await phone.Visit.SeesAsync("Authenticator");
        await Assertions.Expect(phone.Page.Locator(".account")).ToHaveCountAsync(0);
        Assert.Contains(person.Email, await PushSteps.MessageAsync(server, "method-removed", person.Email), StringComparison.Ordinal);
    }

    private static async Task RemoveAsync(PhoneVisit phone)
    {
        await phone.OpenAsync();
        await phone.Page.Locator(".account-name").ClickAsync();
        await phone.Page.GetByText("Remove the account from this device").ClickAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
    }
}
