using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>An organization's policy, and whom a change would interrupt.</summary>
public sealed class PolicyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Shows_whom_a_change_would_interrupt_before_it_is_saved_and_then_interrupts_them()
    {
        var company = await server.AddCompanyAsync(new());
        var (administrator, bare, protectedOne) = (
            await ConsoleVisits.AddAsync(server, company), await server.AddPersonAsync(company, "Roger Gagnon"), await server.AddPersonAsync(company, "Sonia Roy", withApp: true));
        await using var visit = await EnterAsync(company, administrator);

        await visit.Page.GetByLabel("Asked for").SelectOptionAsync("Required");
        await visit.TypeAsync("How often it may be put off", "0");
        await visit.PressAsync("Show whom it would interrupt");

        var forecast = visit.Page.GetByRole(AriaRole.Status);
        await Assertions.Expect(forecast).ToContainTextAsync("Have to set up a method at once");
        await Assertions.Expect(forecast).ToContainTextAsync("1 of 3");
        await Assertions.Expect(forecast).ToContainTextAsync(bare.FullName);
        await Assertions.Expect(forecast).Not.ToContainTextAsync(protectedOne.FullName);
        Assert.Equal(SecondFactorDemand.Optional, (await PolicyOfAsync(company)).SecondFactor);

        await visit.PressAsync("Save");
        await Assertions.Expect(visit.Words("Your change is saved.")).ToBeVisibleAsync();
        Assert.Equal((SecondFactorDemand.Required, 0), ((await PolicyOfAsync(company)).SecondFactor, (await PolicyOfAsync(company)).SkipsAllowed));
        await using var roger = await Visit.StartAsync(server);
        await roger.OpenAsync(new ApplicationRequest(server, company));
        await roger.SignInAsync(bare);
        await roger.SeesAsync("Protect your account");
        await Assertions.Expect(roger.Button("Skip for now ({0} times left)", 0)).ToHaveCountAsync(0);
        await using var sonia = await Visit.StartAsync(server);
        await sonia.EnterAsync(company, protectedOne);
    }

    [Fact]
    public async Task What_can_not_be_taken_is_said_at_its_field_and_the_rest_stays()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await EnterAsync(company, await ConsoleVisits.AddAsync(server, company));

        await visit.TypeAsync("How often it may be put off", "11");
        await visit.TypeAsync("Hours that a session lasts", "8");
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Allowed methods" }).GetByLabel("Authenticator app").UncheckAsync();
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Required methods" }).GetByLabel("Authenticator app").CheckAsync();
        await visit.PressAsync("Save");

        var error = await visit.ErrorAsync();
        Assert.Contains("Enter a number from 0 to 10.", error, StringComparison.Ordinal);
        Assert.Contains("A required method has to be allowed too.", error, StringComparison.Ordinal);
        Assert.Equal(("11", "8"), (await visit.Field("How often it may be put off").InputValueAsync(), await visit.Field("Hours that a session lasts").InputValueAsync()));
        Assert.Equal(3, (await PolicyOfAsync(company)).SkipsAllowed);
    }

    private async Task<Visit> EnterAsync(Company company, Person administrator)
    {
        var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/organizations");
        await visit.SeesAsync("Organizations");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = company.Name, Exact = true }).ClickAsync();
        await visit.SeesAsync("Policy of {0}", company.Name);
        return visit;
    }

    private async Task<Policy> PolicyOfAsync(Company company)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var all = await scope.ServiceProvider.GetRequiredService<IOrganizationRegistry>().ListAsync(TestContext.Current.CancellationToken);
        return all.Single(organization => organization.Slug == company.Slug).Policy;
    }
}
