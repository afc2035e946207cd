using IdentityServer.Web.Tests.Browser.Recovery;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>Security questions among the methods of an account.</summary>
public sealed class QuestionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly CompanyWishes WithQuestions = new() { SecondFactor = "required", SecurityQuestions = 3 };

    [Fact]
    public async Task Answers_are_changed_while_policy_asks_for_them_and_deleted_after_that()
    {
        var company = await server.AddCompanyAsync(WithQuestions);
        var person = await server.AddPersonAsync(company, withApp: true);
        await Answers.AddAsync(server, person, ("firstTeacher", "Tremblay"), ("childhoodStreet", "rue des Érables"), ("firstConcert", "Harmonium"));
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);

        await visit.Page.GotoAsync(server.Origin + "/security");
        await Assertions.Expect(visit.Button("Change: {0}", "Security questions")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Link("Delete: {0}", "Authenticator app")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Link("Delete: {0}", "Security questions")).Not.ToBeVisibleAsync();
        await server.AddAsync(company, WithQuestions with { SecurityQuestions = 0 });
        await visit.Page.ReloadAsync();
        await visit.FollowAsync("Delete: {0}", "Security questions");
        await visit.PressAsync("Delete");

        await Assertions.Expect(visit.Words("The method is deleted.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_answer_that_is_too_short_is_named_by_its_question()
    {
        var company = await server.AddCompanyAsync(WithQuestions);
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SignInAsync(person);
        await visit.PressAsync("Next");
        await visit.SeesAsync("Security questions");

        await ResetPages.AnswerAsync(visit, "Next", ["Tremblay", "a", "Harmonium"]);

        Assert.Equal("On which street did you live as a child? Your answer needs 3 to 40 letters or digits.", await visit.ErrorAsync());
    }
}
