using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Journeys;

public abstract class JourneyStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var journey = await AddAsync(j => j with
        {
            AccountId = Guid.NewGuid(), FinishedUtc = Times.In(5),
            State = new JourneyState
            {
                Demands = new JourneyDemands { ClientId = "portal", MaxAgeSeconds = 0, Strength = Strength.Mfa, ScopesToConsent = ["email"] },
                Request = "…", Identifier = "a\0\ud800é", Proofs = [new Proof("password", FactorKinds.Knowledge, Resistance.None, ["pwd"], Times.Now)],
                Pending = new Dictionary<string, string> { ["authenticatorApp"] = "sealed" }, StaySignedIn = false,
            },
        });

        var found = await FindAsync(journey.Id);

        Assert.Equal(journey.State.ToJson().Replace("\\uFFFD", "?", StringComparison.Ordinal), found!.State.ToJson().Replace("\\uFFFD", "?", StringComparison.Ordinal));
        Assert.Equivalent(journey with { State = found.State }, found, strict: true);
        Assert.Null(await FindAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Brings_along_whom_it_is_about_with_their_tie_to_the_organization_of_its_state()
    {
        var (home, guestOf) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var account = await SaveAccountAsync(a => a with { HomeOrganizationId = home.Id });
        await Host.SaveAsync<IOrganizationRegistry>(registry => Array.ForEach([home, guestOf], organization => registry.AddMembership(
            new() { AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, CreatedUtc = Times.Now })));
        await Host.SaveAsync<IMethodStore>(store => Array.ForEach(["password", "sms"], factor => store.Add(
            new() { Id = Guid.CreateVersion7(), AccountId = account.Id, FactorKey = factor, State = "sealed", CreatedUtc = Times.Now })));

        // What a person types ends up in the state too, before and after the organization.
        var state = new JourneyState
        {
            Demands = new JourneyDemands { ClientId = "\0", LoginHint = "\"OrganizationId\":\"" }, Identifier = "{\"OrganizationId\":\"\0", OrganizationId = guestOf.Id,
        };
        var there = await AddAsync(j => j with { AccountId = account.Id, State = state });
        var atHome = await AddAsync(j => j with { AccountId = account.Id, State = state with { OrganizationId = null } });

        var found = await FindWithPersonAsync(there.Id);

        Assert.Equal((there.Id, there.Version, guestOf.Id), (found!.Journey.Id, found.Journey.Version, found.Journey.State.OrganizationId));
        Assert.Equal((account, guestOf.Id), (found.Person!.Account, found.Person.Membership!.OrganizationId));
        Assert.Equal(["password", "sms"], found.Person.Methods.Select(method => method.FactorKey).Order());
        Assert.Equal(home.Id, (await FindWithPersonAsync(atHome.Id))!.Person!.Membership!.OrganizationId);
    }

    [Fact]
    public async Task Is_found_without_anybody_to_bring_along()
    {
        var (nobody, gone) = (await AddAsync(), await AddAsync(j => j with { AccountId = Guid.NewGuid() }));

        Assert.Null((await FindWithPersonAsync(nobody.Id))!.Person);
        Assert.Null((await FindWithPersonAsync(gone.Id))!.Person);
        Assert.Null(await FindWithPersonAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Is_finished_as_it_was_read_or_not_at_all()
    {
        var journey = await AddAsync();
        var movedOn = await SaveAsync(store => store.Update(journey with { ExpiresUtc = Times.In(99) }));

        Assert.False(await FinishAsync(journey));
        Assert.Null((await FindAsync(journey.Id))!.FinishedUtc);
        Assert.True(await FinishAsync(movedOn));
        Assert.False(await FinishAsync(movedOn));
    }

    [Fact]
    public async Task Goes_on_from_where_it_was_saved()
    {
        var journey = await AddAsync();
        var account = Guid.NewGuid();

        Assert.IsType<SaveOutcome.Saved>(await UpdateAsync(journey with { AccountId = account, State = journey.State with { Identifier = "alice" } }));

        var found = await FindAsync(journey.Id);
        Assert.Equal((account, "alice"), (found!.AccountId, found.State.Identifier));
        Assert.NotEqual(journey.Version, found.Version);
    }

    [Fact]
    public async Task Of_a_hundred_parallel_saves_based_on_one_reading_one_holds()
    {
        var journey = await AddAsync();

        var outcomes = await InParallelAsync(100, n => UpdateAsync(journey with { State = journey.State with { Identifier = $"tab {n}" } }));

        Assert.Single(outcomes, outcome => outcome is SaveOutcome.Saved);
        Assert.Equal(99, outcomes.Count(outcome => outcome is SaveOutcome.Conflict));
    }

    [Fact]
    public async Task Added_or_changed_twice_before_the_save_it_is_saved_as_last_changed()
    {
        var journey = New();
        var added = await SaveAsync(store =>
        {
            store.Add(journey);
            return store.Update(journey with { AccountId = Guid.NewGuid() });
        });
        Assert.Equal(added.AccountId, (await FindAsync(journey.Id))!.AccountId);

        var changed = await SaveAsync(store => store.Update(store.Update(added with { AccountId = null }) with { ExpiresUtc = Times.In(99) }));
        var found = await FindAsync(journey.Id);
        Assert.Equal((null, Times.In(99), changed.Version), (found!.AccountId, found.ExpiresUtc, found.Version));

        var again = await SaveAsync(store => store.Update(changed with { AccountId = Guid.NewGuid() }));
        Assert.Equal(again.AccountId, (await FindAsync(journey.Id))!.AccountId);
    }

    [Fact]
    public async Task One_of_a_hundred_parallel_requests_finishes_it()
    {
        var journey = await AddAsync();

        var results = await InParallelAsync(
            100, n => Host.InScopeAsync<IJourneyStore, bool>(store => store.TryFinishAsync(journey.Id, Times.In(n), Ct)));

        var winner = Array.IndexOf(results, true);
        Assert.Single(results, won => won);
        Assert.Equal(Times.In(winner), (await FindAsync(journey.Id))!.FinishedUtc);
    }

    [Fact]
    public async Task A_save_never_opens_a_finished_journey_again()
    {
        var journey = await AddAsync();
        await Host.InScopeAsync<IJourneyStore, bool>(store => store.TryFinishAsync(journey.Id, Times.Now, Ct));

        await UpdateAsync(journey with { State = journey.State with { Identifier = "late" } });

        Assert.NotNull((await FindAsync(journey.Id))!.FinishedUtc);
        Assert.False(await Host.InScopeAsync<IJourneyStore, bool>(store => store.TryFinishAsync(journey.Id, Times.Now, Ct)));
    }

    private static Journey New() => new()
    {
        Id = Guid.CreateVersion7(), BrowserHash = Hash(), State = new JourneyState { Demands = new JourneyDemands() },
        CreatedUtc = Times.Now, ExpiresUtc = Times.In(1800),
    };

    private async Task<Journey> SaveAsync(Func<IJourneyStore, Journey> change)
    {
        Journey? saved = null;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IJourneyStore>(store => saved = change(store)));
        return saved!;
    }

    private async Task<Journey> AddAsync(Func<Journey, Journey>? change = null)
    {
        var journey = change?.Invoke(New()) ?? New();
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IJourneyStore>(store => store.Add(journey)));
        return journey;
    }

    private Task<SaveOutcome> UpdateAsync(Journey journey) => Host.SaveAsync<IJourneyStore>(store => store.Update(journey));

    private Task<bool> FinishAsync(Journey journey) => Host.InScopeAsync<IJourneyStore, bool>(store => store.TryFinishAsync(journey, Times.Now, Ct));

    private Task<JourneyOfPerson?> FindWithPersonAsync(Guid id) =>
        Host.InScopeAsync<IJourneyStore, JourneyOfPerson?>(store => store.FindWithPersonAsync(id, Ct));

    private Task<Journey?> FindAsync(Guid id) => Host.InScopeAsync<IJourneyStore, Journey?>(store => store.FindAsync(id, Ct));
}
