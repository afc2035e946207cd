using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>"Change your password".</summary>
public sealed class PasswordTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Better = "violet canoe on monday";

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_new_password_ends_what_the_old_one_opened(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var elsewhere = await Visit.StartAsync(server, culture);
        await elsewhere.EnterAsync(company, person);
        await using var halfway = await Visit.StartAsync(server, new VisitWishes { Culture = culture });
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });
        var request = await visit.EnterAsync(company, person, ("scope", "openid offline_access"));
        var refresh = await request.RedeemAsync();

        await visit.Page.GotoAsync(server.Origin + "/security/password");
        await FillAsync(visit, person.Password, Better);

        await visit.SeesAsync("Your password was changed");
        await visit.FollowAsync("Done");
        await visit.SeesAsync("My security info");
        await elsewhere.Page.GotoAsync(server.Origin + "/security");
        await elsewhere.SeesAsync("Sign in");
        Assert.Equal("invalid_grant", await request.RefreshErrorAsync(refresh.RefreshToken!));
        await halfway.OpenAsync(new ApplicationRequest(server, company));
        await halfway.SignInAsync(person);
        Assert.NotEmpty(await halfway.ErrorAsync());
        await halfway.ProvePasswordAsync(person with { Password = Better });
        await server.Mailroom.NoticeAsync(person.Email, "password-changed");
    }

    [Theory]
    [InlineData("harbour lantern", "short one", "short one", "at least 12")]
    [InlineData("harbour lantern", "Password2026!", "Password2026!", "guessed first")]
    [InlineData("harbour lantern", "123456789012", "123456789012", "sequence")]
    [InlineData("harbour lantern", "violet canoe on monday", "violet canoe on tuesday", "same password")]
    [InlineData("", "violet canoe on monday", "violet canoe on monday", "Enter your current password")]
    [InlineData("not the password", "violet canoe on monday", "violet canoe on monday", "not your current password")]
    public async Task What_will_not_do_is_said_beside_its_field(string password, string fresh, string confirmation, string sentence)
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);

        await visit.Page.GotoAsync(server.Origin + "/security/password");
        await FillAsync(visit, password == "harbour lantern" ? person.Password : password, fresh, confirmation);

        Assert.Contains(sentence, await visit.ErrorAsync(), StringComparison.Ordinal);
        await using var other = await Visit.StartAsync(server);
        await other.EnterAsync(company, person);
    }

    [Fact]
    public async Task Whoever_takes_over_a_screen_has_few_guesses_at_the_password()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security/password");
        for (var guess = 0; guess < 10; guess++)
        {
            await FillAsync(visit, $"guess number {guess}", Better);
            await visit.ErrorAsync();
        }

        await FillAsync(visit, person.Password, Better);

        Assert.Contains("Too many tries", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_signed_in_long_ago_signs_in_again_first()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        server.Clock.Advance(TimeSpan.FromMinutes(11));

        await visit.Page.GotoAsync(server.Origin + "/security/password");
        await visit.ProvePasswordAsync(person);

        await visit.SeesAsync("Change your password");
    }

    [Fact]
    public async Task A_sign_in_that_was_under_way_with_the_old_password_begins_anew()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var stranger = await Visit.StartAsync(server);
        await stranger.OpenAsync(new ApplicationRequest(server, company));
        await stranger.NameAsync(person);
        await stranger.ProvePasswordAsync(person);
        await stranger.SeesAsync("Verify your identity");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security/password");
        await FillAsync(visit, person.Password, Better);
        await visit.SeesAsync("Your password was changed");

        await stranger.Page.ReloadAsync();

        await stranger.SeesAsync("Enter your password");
    }

    internal static async Task FillAsync(Visit visit, string password, string fresh, string? confirmation = null)
    {
        await visit.SeesAsync("Change your password");
        await visit.TypeAsync("Current password", password);
        await visit.TypeAsync("New password", fresh);
        await visit.TypeAsync("Confirm the new password", confirmation ?? fresh);
        await visit.PressAsync("Save");
    }
}
