using IdentityServer.SignIn.Challenges;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Challenges;

public abstract class ChallengeStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Keeps_all_of_it()
    {
        var challenge = await AddAsync(New() with
        {
            CodeHash = Hash(), State = "state", Answer = "answer", AccountId = Guid.NewGuid(), AnsweredUtc = Times.In(1), ConsumedUtc = Times.In(2),
        });

        var kept = await AskAsync(store => store.FindAsync(challenge.Id, Ct));

        Assert.Equivalent(challenge, kept, strict: true);
    }

    [Fact]
    public async Task Of_a_thousand_parallel_guesses_over_several_nodes_five_are_tried()
    {
        var challenge = await AddAsync(New());
        var nodes = new[] { Fixture.Node(), Fixture.Node() };

        var tried = await InParallelAsync(
            1000, n => nodes[n % 2].InScopeAsync<IChallengeStore, bool>(store => store.TryTakeTryAsync(challenge.Id, Times.Now, Ct)));

        Assert.Equal(5, tried.Count(taken => taken));
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_hundred_parallel_right_answers_one_counts()
    {
        var challenge = await AddAsync(New());

        var consumed = await InParallelAsync(100, _ => AskAsync(store => store.TryConsumeAsync(challenge.Id, Times.Now, Ct)));

        Assert.Single(consumed, won => won);
    }

    [Fact]
    public async Task Is_answered_once()
    {
        var challenge = await AddAsync(New());

        var answered = await InParallelAsync(20, n => AskAsync(store => store.TryAnswerAsync(challenge.Id, $"{n}", Times.Now, Ct)));

        var winner = Array.FindIndex(answered, won => won);
        Assert.Single(answered, won => won);
        Assert.Equal($"{winner}", (await AskAsync(store => store.FindAsync(challenge.Id, Ct)))!.Answer);
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(59.9, true)]
    public async Task Is_over_when_its_time_is(double seconds, bool open)
    {
        var (tried, answered, consumed) = (await AddAsync(New()), await AddAsync(New()), await AddAsync(New()));

        Assert.Equal(open, await AskAsync(store => store.TryTakeTryAsync(tried.Id, Times.In(seconds), Ct)));
        Assert.Equal(open, await AskAsync(store => store.TryAnswerAsync(answered.Id, "yes", Times.In(seconds), Ct)));
        Assert.Equal(open, await AskAsync(store => store.TryConsumeAsync(consumed.Id, Times.In(seconds), Ct)));
    }

    [Fact]
    public async Task What_is_used_up_takes_no_more()
    {
        var challenge = await AddAsync(New());
        await AskAsync(store => store.TryConsumeAsync(challenge.Id, Times.Now, Ct));

        Assert.False(await AskAsync(store => store.TryTakeTryAsync(challenge.Id, Times.Now, Ct)));
        Assert.False(await AskAsync(store => store.TryAnswerAsync(challenge.Id, "yes", Times.Now, Ct)));
    }

    [Fact]
    public async Task Finds_the_newest_open_one_of_a_purpose_by_journey_or_account()
    {
        var (journey, account) = (Guid.NewGuid(), Guid.NewGuid());
        await AddAsync(New() with { JourneyId = journey, AccountId = account });
        var newest = await AddAsync(New() with { JourneyId = journey, AccountId = account, CreatedUtc = Times.In(5) });
        await AddAsync(New() with { JourneyId = journey, AccountId = account, CreatedUtc = Times.In(6), Purpose = "other" });
        await AddAsync(New() with { JourneyId = journey, AccountId = account, CreatedUtc = Times.In(7), ConsumedUtc = Times.In(8) });

        Assert.Equal(newest.Id, (await FindOpenAsync(journey, null))?.Id);
        Assert.Equal(newest.Id, (await FindOpenAsync(null, account))?.Id);
        Assert.Equal(newest.Id, (await FindOpenAsync(journey, account))?.Id);
        Assert.Null(await FindOpenAsync(journey, Guid.NewGuid()));
        Assert.Null(await AskAsync(store => store.FindOpenAsync("sms", journey, null, Times.In(60), Ct)));
    }

    [Fact]
    public async Task Ends_those_of_one_purpose_and_owner_only()
    {
        var (journey, account) = (Guid.NewGuid(), Guid.NewGuid());
        await AddAsync(New() with { JourneyId = journey, AccountId = account });
        var elsewhere = await AddAsync(New() with { AccountId = account });

        await AskAsync(async store =>
        {
            await store.EndAsync("sms", journey, account, Times.Now, Ct);
            return true;
        });

        Assert.Null(await FindOpenAsync(journey, null));
        Assert.Equal(elsewhere.Id, (await FindOpenAsync(null, account))?.Id);
    }

    private static Challenge New() => new()
    {
        Id = Guid.CreateVersion7(), Purpose = "sms", JourneyId = Guid.NewGuid(), TriesLeft = 5, CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
    };

    private Task<Challenge?> FindOpenAsync(Guid? journey, Guid? account) => AskAsync(store => store.FindOpenAsync("sms", journey, account, Times.Now, Ct));

    private Task<T> AskAsync<T>(Func<IChallengeStore, Task<T>> ask) => Host.InScopeAsync(ask);

    private async Task<Challenge> AddAsync(Challenge challenge)
    {
        await Host.SaveAsync<IChallengeStore>(store => store.Add(challenge));
        return challenge;
    }
}
