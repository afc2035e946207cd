using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Cleaning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Guests;

public abstract class GuestTieStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Leaving_withdraws_the_consent_and_revokes_what_the_organization_s_clients_hold()
    {
        var tie = await SaveTieAsync();
        var (own, others, somebodys) = (await SaveClientAsync(tie.OrganizationId), await SaveClientAsync((await SaveOrganizationAsync()).Id), await SaveClientAsync(null));
        var held = await SaveGrantAsync(tie.AccountId, own);
        var kept = new[]
        {
            await SaveGrantAsync(tie.AccountId, others), await SaveGrantAsync(tie.AccountId, somebodys), await SaveGrantAsync((await SaveAccountAsync()).Id, own),
        };

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestTieStore>(store => store.Leave(tie.AccountId, tie.OrganizationId, Times.In(1))));

        Assert.Equivalent(tie with { LeftUtc = Times.In(1), TermsVersion = null }, await TieAsync(tie), strict: true);
        Assert.Equal(Times.In(1), Assert.Single(await ConsentsAsync(tie)).WithdrawnUtc);
        Assert.Equal(Times.In(1), await RevokedAsync(held));
        foreach (var grant in kept) Assert.Null(await RevokedAsync(grant));
    }

    [Fact]
    public async Task Changes_that_cross_undo_nothing_of_one_another()
    {
        var tie = await SaveTieAsync();

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestTieStore>(store => store.RequireRedemption(tie.AccountId, tie.OrganizationId)));
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestTieStore>(store => store.Oversee(tie.AccountId, tie.OrganizationId, Times.In(60), null)));
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.AcceptTerms(tie.AccountId, tie.OrganizationId, "new", Times.Now)));

        Assert.Equivalent(tie with { MustRedeem = true, TermsVersion = null, AccessEndsUtc = Times.In(60), SponsorId = null }, await TieAsync(tie), strict: true);
        var redeemed = tie with { GuestName = "again#EXT#@org", SponsorId = Guid.NewGuid(), AccessEndsUtc = null, TermsVersion = "new" };
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestTieStore>(store => store.Redeem(redeemed)));
        Assert.Equivalent(redeemed, await TieAsync(tie), strict: true);
    }

    [Fact]
    public async Task Terms_are_accepted_once_by_whoever_is_inside_or_may_come_back()
    {
        var (inside, left) = (await SaveTieAsync(), await SaveTieAsync(tie => tie with { LeftUtc = Times.In(-60) }));
        var gone = await SaveTieAsync(tie => tie with { LeftUtc = Times.Now - Membership.TimeToReturn });

        var outcomes = await InParallelAsync(10, _ => Host.SaveAsync<IGuestTieStore>(store => store.AcceptTerms(inside.AccountId, inside.OrganizationId, "new", Times.Now)));

        Assert.Single(outcomes.OfType<SaveOutcome.Saved>());
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestTieStore>(store => store.AcceptTerms(left.AccountId, left.OrganizationId, "new", Times.Now)));
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.AcceptTerms(gone.AccountId, gone.OrganizationId, "new", Times.Now)));
        Assert.Equivalent(left with { TermsVersion = "new", LeftUtc = null }, await TieAsync(left), strict: true);
    }

    [Fact]
    public async Task One_of_many_that_leave_at_once_does()
    {
        var tie = await SaveTieAsync();

        var outcomes = await InParallelAsync(10, n => Host.SaveAsync<IGuestTieStore>(store => store.Leave(tie.AccountId, tie.OrganizationId, Times.In(n))));

        Assert.Single(outcomes.OfType<SaveOutcome.Saved>());
        Assert.Equal(9, outcomes.OfType<SaveOutcome.Conflict>().Count());
        Assert.Equal((await TieAsync(tie))!.LeftUtc, Assert.Single(await ConsentsAsync(tie)).WithdrawnUtc);
    }

    [Fact]
    public async Task A_member_and_a_stranger_leave_nothing_and_nothing_is_saved_along()
    {
        var member = await SaveTieAsync(tie => tie with { Kind = MembershipKind.Member });
        var held = await SaveGrantAsync(member.AccountId, await SaveClientAsync(member.OrganizationId));
        var stranger = await SaveAccountAsync();

        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.Leave(member.AccountId, member.OrganizationId, Times.Now)));
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.Withdraw(member.AccountId, member.OrganizationId, Times.Now)));
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.Leave(stranger.Id, member.OrganizationId, Times.Now)));

        Assert.Equivalent(member, await TieAsync(member), strict: true);
        Assert.Null(Assert.Single(await ConsentsAsync(member)).WithdrawnUtc);
        Assert.Null(await RevokedAsync(held));
    }

    [Fact]
    public async Task Whoever_left_comes_back_within_thirty_days_and_has_to_accept_anew()
    {
        var tie = await SaveTieAsync(tie => tie with { LeftUtc = Times.Now, TermsVersion = null });
        var (soon, late) = (Times.Now + Membership.TimeToReturn - TimeSpan.FromSeconds(1), Times.Now + Membership.TimeToReturn);

        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.Return(tie.AccountId, tie.OrganizationId, late)));
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestTieStore>(store => store.Return(tie.AccountId, tie.OrganizationId, soon)));
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IGuestTieStore>(store => store.Return(tie.AccountId, tie.OrganizationId, soon)));

        Assert.Equivalent(tie with { LeftUtc = null }, await TieAsync(tie), strict: true);
    }

    [Fact]
    public async Task Withdrawing_is_done_once_and_keeps_the_tie()
    {
        var tie = await SaveTieAsync();
        var held = await SaveGrantAsync(tie.AccountId, await SaveClientAsync(tie.OrganizationId));

        var outcomes = await InParallelAsync(10, n => Host.SaveAsync<IGuestTieStore>(store => store.Withdraw(tie.AccountId, tie.OrganizationId, Times.In(n))));

        Assert.Single(outcomes.OfType<SaveOutcome.Saved>());
        Assert.Equivalent(tie with { TermsVersion = null }, await TieAsync(tie), strict: true);
        Assert.Equal(await RevokedAsync(held), Assert.Single(await ConsentsAsync(tie)).WithdrawnUtc);
        Assert.NotNull(await RevokedAsync(held));
    }

    [Fact]
    public async Task A_tie_that_was_left_is_removed_after_thirty_days_and_what_was_accepted_stays()
    {
        await using var node = Fixture.Node(new FakeClock());
        var over = await SaveTieAsync(tie => tie with { LeftUtc = Times.Now - Membership.TimeToReturn - TimeSpan.FromSeconds(1) });
        var left = await SaveTieAsync(tie => tie with { LeftUtc = Times.Now - Membership.TimeToReturn + TimeSpan.FromSeconds(1) });
        var open = await SaveTieAsync();

        await node.Get<Cleaner>().CleanAsync(Ct);

        Assert.Null(await TieAsync(over));
        Assert.Single(await ConsentsAsync(over));
        Assert.NotNull(await TieAsync(left));
        Assert.NotNull(await TieAsync(open));
    }

    private async Task<Membership> SaveTieAsync(Func<Membership, Membership>? change = null)
    {
        var (account, organization) = (await SaveAccountAsync(), await SaveOrganizationAsync());
        var tie = new Membership
        {
            AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, CreatedUtc = Times.Now, TermsVersion = "one", GuestName = "a#EXT#@b",
            SponsorId = Guid.NewGuid(), AccessEndsUtc = Times.In(90),
        };
        tie = change?.Invoke(tie) ?? tie;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(tie)));
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IOrganizationConsentStore>(store => store.Add(new OrganizationConsent
        {
            Id = Guid.CreateVersion7(), AccountId = account.Id, OrganizationId = organization.Id, Version = "one", Culture = "fr", Text = "Recevoir …", AcceptedUtc = Times.Now,
        })));
        return tie;
    }

    private async Task<string> SaveClientAsync(Guid? organizationId)
    {
        var client = new Client { ClientId = Unique("desk"), OrganizationId = organizationId };
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client)));
        return client.ClientId;
    }

    private async Task<Guid> SaveGrantAsync(Guid accountId, string clientId)
    {
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(), Kind = GrantKind.Authorization, KeyHash = Hash(), ClientId = clientId, AccountId = accountId, Payload = "{}", CreatedUtc = Times.Now,
            ExpiresUtc = Times.In(60),
        };
        await Host.Get<IGrantStore>().AddAsync(grant, Ct);
        return grant.Id;
    }

    private async Task<DateTime?> RevokedAsync(Guid grantId) => (await Host.Get<IGrantStore>().FindAsync(grantId, Ct))!.RevokedUtc;

    private async Task<Membership?> TieAsync(Membership tie) =>
        (await Host.InScopeAsync<IOrganizationStore, IReadOnlyList<Membership>>(store => store.ListMembershipsAsync(tie.AccountId, Ct)))
            .SingleOrDefault(found => found.OrganizationId == tie.OrganizationId);

    private Task<IReadOnlyList<OrganizationConsent>> ConsentsAsync(Membership tie) =>
        Host.InScopeAsync<IOrganizationConsentStore, IReadOnlyList<OrganizationConsent>>(store => store.ListAsync(tie.AccountId, Ct));
}
