using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>Two pages of one person that are sent at the same time: together they can't do what neither may.</summary>
public sealed class ParallelChangesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Of_two_deletions_that_would_leave_less_than_policy_asks_for_one_is_done()
    {
        for (var round = 0; round < 3; round++)
        {
            var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
            var person = await server.AddPersonAsync(company, withApp: true);
            await CodePages.AddMailboxAsync(server, person);
            await using var visit = await Visit.StartAsync(server);
            await visit.EnterAsync(company, person);
            var (app, mailbox) = (await DeletionOfAsync(visit, "Authenticator app"), await DeletionOfAsync(visit, "Email"));

            await Task.WhenAll(app(), mailbox());

            Assert.Equal(2, (await CodePages.MethodsOfAsync(server, person)).Count);
            await server.Mailroom.NoticeAsync(person.Email, "method-removed");
            Assert.Single(server.Mailroom.Notices(person.Email, "method-removed"));
        }
    }

    [Fact]
    public async Task Of_two_skips_where_one_is_left_one_is_taken()
    {
        for (var round = 0; round < 3; round++)
        {
            var company = await server.AddCompanyAsync(new() { SecondFactor = "required", Skips = 1 });
            var person = await server.AddPersonAsync(company);
            await using var first = await Visit.StartAsync(server);
            await using var second = await Visit.StartAsync(server);
            var skips = new[] { await SkipOfAsync(first, company, person), await SkipOfAsync(second, company, person) };

            var answers = await Task.WhenAll(skips.Select(skip => skip()));

            Assert.Single(answers, answer => answer.Url.StartsWith(server.Application.RedirectUri, StringComparison.Ordinal));
            var refused = await answers.Single(answer => !answer.Url.StartsWith(server.Application.RedirectUri, StringComparison.Ordinal)).TextAsync();
            Assert.Contains("Protect your account", refused, StringComparison.Ordinal);
            Assert.DoesNotContain("Skip for now", refused, StringComparison.Ordinal);
        }
    }

    /// <summary>Opens the page on which a method is deleted; the result sends its form.</summary>
    private async Task<Func<Task<IAPIResponse>>> DeletionOfAsync(Visit visit, string method)
    {
        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.FollowAsync("Delete: {0}", method);
        await visit.SeesAsync("Delete this method?");
        return await FormOfAsync(visit);
    }

    private async Task<Func<Task<IAPIResponse>>> SkipOfAsync(Visit visit, Company company, Person person)
    {
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SignInAsync(person);
        await visit.SeesAsync("Protect your account");
        return await FormOfAsync(visit, ("action", "skip"));
    }

    private static async Task<Func<Task<IAPIResponse>>> FormOfAsync(Visit visit, params (string Name, string Value)[] fields)
    {
        var (url, request) = (visit.Page.Url, visit.Context.APIRequest);
        var form = request.CreateFormData();
        foreach (var (name, value) in fields) form.Append(name, value);
        form.Append("__RequestVerificationToken", await visit.Page.Locator("main form input[name=__RequestVerificationToken]").First.InputValueAsync());
        return () => request.PostAsync(url, new() { Form = form });
    }
}
