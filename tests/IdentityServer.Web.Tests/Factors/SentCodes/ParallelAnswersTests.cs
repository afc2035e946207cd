using System.Collections.Concurrent;
using System.Globalization;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Phone;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.SentCodes;

/// <summary>Many answers at once, through the real factor and the real database.</summary>
public sealed class ParallelAnswersTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Code = "048213";

    [Fact]
    public async Task A_thousand_guesses_of_one_code_are_five_tries()
    {
        var (method, journeyId) = await SendAsync();

        var outcomes = await AnswerAsync(method, journeyId, Enumerable.Range(0, 1000).Select(guess => (900_000 + guess).ToString(CultureInfo.InvariantCulture)));

        Assert.Equal(1000, outcomes.Count);
        Assert.Equal(5, outcomes.Count(outcome => outcome is FactorOutcome.Refused { Hint: RejectionHint.None }));
        Assert.Equal(0, (await FindAsync(method, journeyId))!.TriesLeft);
        Assert.IsType<FactorOutcome.Refused>(Assert.Single(await AnswerAsync(method, journeyId, [Code])));
    }

    [Fact]
    public async Task Of_a_hundred_right_answers_at_once_one_is_accepted()
    {
        var (method, journeyId) = await SendAsync();

        var outcomes = await AnswerAsync(method, journeyId, Enumerable.Repeat(Code, 100));

        Assert.Equal(100, outcomes.Count);
        Assert.Single(outcomes, outcome => outcome is FactorOutcome.Proven);
        Assert.IsType<FactorOutcome.Refused>(Assert.Single(await AnswerAsync(method, journeyId, [Code])));
    }

    [Fact]
    public async Task A_code_is_good_on_its_own_sign_in_only()
    {
        var (method, journeyId) = await SendAsync();

        Assert.IsType<FactorOutcome.Refused>(Assert.Single(await AnswerAsync(method, Guid.NewGuid(), [Code])));
        Assert.IsType<FactorOutcome.Refused>(Assert.Single(await AnswerAsync(method with { AccountId = Guid.NewGuid() }, journeyId, [Code])));
        Assert.IsType<FactorOutcome.Proven>(Assert.Single(await AnswerAsync(method, journeyId, [Code])));
    }

    [Fact]
    public async Task Only_a_keyed_hash_of_the_code_is_kept()
    {
        var (method, journeyId) = await SendAsync();

        var challenge = await FindAsync(method, journeyId);

        Assert.Equal(32, challenge!.CodeHash!.Length);
        Assert.NotEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Code)), challenge.CodeHash);
        Assert.Null(challenge.State);
    }

    private async Task<(Method Method, Guid JourneyId)> SendAsync()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await CodePages.AddPhoneAsync(server, person, number);

        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var accounts = services.GetRequiredService<IAccountStore>();
        var account = await accounts.FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken);
        var read = await accounts.ReadPersonAsync(account!.Id, null, TestContext.Current.CancellationToken);
        var method = read!.Methods.Single(method => method.FactorKey == TextFactor.FactorKey);

        var (id, now, journeyId) = (Guid.CreateVersion7(), server.Clock.GetUtcNow().UtcDateTime, Guid.CreateVersion7());
        services.GetRequiredService<IChallengeStore>().Add(new Challenge
        {
            Id = id,
            Purpose = TextFactor.FactorKey,
            JourneyId = journeyId,
            AccountId = account.Id,
            CodeHash = services.GetRequiredService<SentCodeSecrets>().HashOf(id, number, Code),
            TriesLeft = SentCodeRules.Phone.Tries,
            CreatedUtc = now,
            ExpiresUtc = now + SentCodeRules.Phone.Lifetime,
        });
        Assert.IsType<SaveOutcome.Saved>(await services.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
        return (method, journeyId);
    }

    private async Task<ConcurrentBag<FactorOutcome>> AnswerAsync(Method method, Guid journeyId, IEnumerable<string> answers)
    {
        var outcomes = new ConcurrentBag<FactorOutcome>();
        await Parallel.ForEachAsync(answers, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken }, async (answer, ct) =>
        {
            await using var scope = server.Services.CreateAsyncScope();
            var factor = scope.ServiceProvider.GetRequiredService<FactorCatalog>().Find(TextFactor.FactorKey);
            outcomes.Add(await scope.ServiceProvider.GetRequiredService<FactorVerifier>().VerifyAsync(factor, new ProofAttempt
            {
                AccountId = method.AccountId,
                Identifier = "pauline",
                Method = method,
                Response = answer,
                Visitor = new Visitor("192.0.2.1", "Firefox"),
                JourneyId = journeyId,
            }, ct));
        });
        return outcomes;
    }

    private async Task<Challenge?> FindAsync(Method method, Guid journeyId)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChallengeStore>()
            .FindOpenAsync(TextFactor.FactorKey, journeyId, method.AccountId, server.Clock.GetUtcNow().UtcDateTime, TestContext.Current.CancellationToken);
    }
}
