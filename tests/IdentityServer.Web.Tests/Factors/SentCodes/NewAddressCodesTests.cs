using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.SentCodes;

/// <summary>Guesses at one code after another, sent to an address that is no method yet.</summary>
public sealed class NewAddressCodesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Code = "048213", Wrong = "048214", Purpose = "test:address";

    private static int _count;

    [Fact]
    public async Task A_new_code_gives_no_new_guesses_after_a_hundred()
    {
        var target = NewAddress();
        for (var code = 0; code < 20; code++)
        {
            var journeyId = await SendAsync(target, null);
            for (var guess = 0; guess < 5; guess++) Assert.Equal(RejectionHint.None, await CheckAsync(journeyId, null, target, Wrong));
        }

        var another = await SendAsync(target, null);

        Assert.Equal(RejectionHint.TooManyTries, await CheckAsync(another, null, target, Code));
        Assert.Null(await CheckAsync(await SendAsync(NewAddress(), null, out var elsewhere), null, elsewhere, Code));
        server.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(await CheckAsync(await SendAsync(target, null), null, target, Code));
    }

    [Fact]
    public async Task A_right_code_forgets_the_failures_before_it()
    {
        var target = NewAddress();
        for (var round = 0; round < 3; round++)
        {
            await FailAsync(null, target, 60);

            Assert.Null(await CheckAsync(await SendAsync(target, null), null, target, Code));
        }
    }

    [Fact]
    public async Task An_account_guesses_a_hundred_times_whatever_addresses_it_names_and_proves_between()
    {
        var accountId = Guid.NewGuid();
        for (var address = 0; address < 20; address++)
        {
            await FailAsync(accountId, NewAddress(), 4);
            Assert.Null(await CheckAsync(await SendAsync(NewAddress(), accountId, out var own), accountId, own, Code));
        }

        Assert.Equal(RejectionHint.TooManyTries, await CheckAsync(await SendAsync(NewAddress(), accountId, out var target), accountId, target, Code));
        Assert.Null(await CheckAsync(await SendAsync(target, Guid.Empty), Guid.Empty, target, Code));
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await CheckAsync(await SendAsync(target, accountId), accountId, target, Code));
    }

    [Fact]
    public async Task The_page_for_a_changed_address_counts_them()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        var address = "new." + person.Email;
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security/email");
        await visit.TypeAsync("New email address", address);
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        await FailAsync(null, address, 100, "profile:email");

        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(address, "email"), "Save");

        Assert.Contains("Wait a few minutes", await visit.ErrorAsync(), StringComparison.Ordinal);
        Assert.Equal(person.Email, (await FindAsync(person)).Email);
    }

    [Fact]
    public async Task The_page_for_a_new_account_counts_them()
    {
        var company = await server.AddCompanyAsync(new() { SelfRegistration = true });
        var address = NewAddress();
        await using var visit = await Visit.StartAsync(server);
        await Browser.Registration.RegistrationTests.BeginAsync(visit, company, address);
        await visit.SeesAsync("Enter code");
        await FailAsync(null, address, 100, "registration");

        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(address, "email"), "Next");

        Assert.Contains("Wait a few minutes", await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.SeesAsync("Enter code");
    }

    [Fact]
    public async Task The_page_for_a_new_method_counts_them()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.PressAsync("Add a method");
        await visit.FollowAsync("Choose: {0}", "Email");
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        await FailAsync(null, person.Email, 100, "email:enroll");

        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Next");

        Assert.Contains("Wait a few minutes", await visit.ErrorAsync(), StringComparison.Ordinal);
        Assert.Equal(["authenticatorApp", "password"], await CodePages.MethodsOfAsync(server, person));
    }

    private static string NewAddress() => $"guessed-{Interlocked.Increment(ref _count)}@newcomers.example";

    private Task<Guid> SendAsync(string address, Guid? accountId, out string target)
    {
        target = address;
        return SendAsync(address, accountId);
    }

    private async Task<Guid> SendAsync(string target, Guid? accountId)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (id, journeyId, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), server.Clock.GetUtcNow().UtcDateTime);
        services.GetRequiredService<IChallengeStore>().Add(new Challenge
        {
            Id = id,
            Purpose = Purpose,
            JourneyId = journeyId,
            AccountId = accountId,
            CodeHash = services.GetRequiredService<SentCodeSecrets>().HashOf(id, target, Code),
            TriesLeft = SentCodeRules.Email.Tries,
            CreatedUtc = now,
            ExpiresUtc = now + SentCodeRules.Email.Lifetime,
        });
        Assert.IsType<SaveOutcome.Saved>(await services.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
        return journeyId;
    }

    private async Task FailAsync(Guid? accountId, string target, int times, string purpose = Purpose)
    {
        for (var guess = 0; guess < times; guess++) Assert.NotNull(await CheckAsync(Guid.NewGuid(), accountId, target, Wrong, purpose));
    }

    /// <summary>Null: it was right.</summary>
    private async Task<RejectionHint?> CheckAsync(Guid journeyId, Guid? accountId, string target, string code, string purpose = Purpose)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NewAddressCodes>()
            .CheckAsync(purpose, journeyId, accountId, target, code, TestContext.Current.CancellationToken) is Verification.Rejected rejected
            ? rejected.Hint
            : null;
    }

    private async Task<Account> FindAsync(Support.Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken))!;
    }
}
