using IdentityServer.Protocol.Grants;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Sessions;

public abstract class SessionStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly Proof Password = new("password", FactorKinds.Knowledge, Resistance.None, ["pwd"], Times.Now);
    private static readonly Proof App = new("authenticatorApp", FactorKinds.Possession, Resistance.None, ["otp", "mfa"], Times.Now, Guid.NewGuid());

    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var session = await AddAsync(s => s with { Proofs = [Password, App], IsPersistent = true, Address = "2001:db8::1", UserAgent = "Firefox" });

        var found = Assert.Single(await FindLiveAsync(session.TokenHash));

        Assert.Equivalent(session, found, strict: true);
    }

    [Fact]
    public async Task Its_use_is_noted_and_never_back_in_time()
    {
        var session = await AddAsync(s => s with { Address = "192.0.2.1" });

        await Host.InScopeAsync<ISessionStore>(store => store.TouchAsync(session.Id, "192.0.2.9", Times.In(300), Ct));
        await Host.InScopeAsync<ISessionStore>(store => store.TouchAsync(session.Id, null, Times.In(400), Ct));
        await Host.InScopeAsync<ISessionStore>(store => store.TouchAsync(session.Id, "192.0.2.7", Times.In(200), Ct));

        Assert.Equivalent(session with { Address = "192.0.2.9", LastSeenUtc = Times.In(400) }, Assert.Single(await FindLiveAsync(session.TokenHash)), strict: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task Finds_the_live_sessions_among_many_tokens(int count)
    {
        var sessions = new List<Session>();
        for (var n = 0; n < count; n++) sessions.Add(await AddAsync());
        await AddAsync();

        var found = await FindLiveAsync([.. sessions.Select(s => s.TokenHash)]);

        Assert.Equal(sessions.Select(s => s.Id).Order(), found.Select(s => s.Id).Order());
    }

    [Fact]
    public async Task An_ended_an_expired_and_an_unknown_session_are_not_live()
    {
        var expired = await AddAsync(s => s with { ExpiresUtc = Times.Now });
        var ended = await AddAsync(s => s with { EndedUtc = Times.In(-1) });

        Assert.Empty(await FindLiveAsync(expired.TokenHash, ended.TokenHash, Hash()));
        Assert.Empty(await FindLiveAsync());
    }

    [Fact]
    public async Task Brings_along_whose_it_is_with_their_tie_to_an_organization()
    {
        var (home, guestOf) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var account = await SaveAccountAsync(a => a with { HomeOrganizationId = home.Id });
        await Host.SaveAsync<IOrganizationRegistry>(registry => Array.ForEach([home, guestOf], organization => registry.AddMembership(
            new() { AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, CreatedUtc = Times.Now })));
        await Host.SaveAsync<IMethodStore>(store => Array.ForEach(["password", "sms"], factor => store.Add(
            new() { Id = Guid.CreateVersion7(), AccountId = account.Id, FactorKey = factor, State = "sealed", CreatedUtc = Times.Now })));
        var session = await AddAsync(s => s with { AccountId = account.Id });

        var found = await FindLiveWithPersonAsync(session.TokenHash, guestOf.Id);

        Assert.Equivalent(session, found!.Session, strict: true);
        Assert.Equal((account, guestOf.Id), (found.Person!.Account, found.Person.Membership!.OrganizationId));
        Assert.Equal(["password", "sms"], found.Person.Methods.Select(method => method.FactorKey).Order());
        Assert.Equal(home.Id, (await FindLiveWithPersonAsync(session.TokenHash, null))!.Person!.Membership!.OrganizationId);
    }

    [Fact]
    public async Task Brings_nobody_along_where_the_account_is_gone_or_the_session_is_over()
    {
        var gone = await AddAsync();
        var expired = await AddAsync(s => s with { ExpiresUtc = Times.Now });
        var ended = await AddAsync(s => s with { EndedUtc = Times.In(-1) });

        Assert.Null((await FindLiveWithPersonAsync(gone.TokenHash, null))!.Person);
        foreach (var token in new[] { expired.TokenHash, ended.TokenHash, Hash() }) Assert.Null(await FindLiveWithPersonAsync(token, null));
    }

    [Fact]
    public async Task A_cookie_with_more_tokens_than_any_browser_has_does_no_harm()
    {
        var session = await AddAsync();

        var found = await FindLiveAsync([session.TokenHash, .. Enumerable.Range(0, 500).Select(_ => Hash())]);

        Assert.Equal(session.Id, Assert.Single(found).Id);
    }

    [Fact]
    public async Task New_proofs_come_with_a_new_token_and_the_old_one_is_void()
    {
        var session = await AddAsync();
        var token = Hash();

        Assert.True(await RenewAsync(session, token));

        Assert.Empty(await FindLiveAsync(session.TokenHash));
        var found = Assert.Single(await FindLiveAsync(token));
        Assert.Equal(["password", "authenticatorApp"], found.Proofs.Select(proof => proof.FactorKey));
        Assert.Equal((Times.In(4), Times.In(5)), (found.AuthenticatedUtc, found.LastSeenUtc));
    }

    [Fact]
    public async Task An_ended_session_can_not_be_strengthened()
    {
        var session = await AddAsync();
        await EndAsync(session.Id);

        Assert.False(await RenewAsync(session, Hash()));
    }

    [Fact]
    public async Task The_end_of_a_session_revokes_what_was_issued_under_it_without_offline_access()
    {
        var (session, other) = (await AddAsync(), await AddAsync());
        var online = await AddGrantAsync(session.Id, outlives: false);
        var offline = await AddGrantAsync(session.Id, outlives: true);
        var foreign = await AddGrantAsync(other.Id, outlives: false);

        await EndAsync(session.Id);
        await EndAsync(session.Id);

        Assert.Equal(Times.In(3), (await Host.Get<IGrantStore>().FindAsync(online, Ct))!.RevokedUtc);
        Assert.Null((await Host.Get<IGrantStore>().FindAsync(offline, Ct))!.RevokedUtc);
        Assert.Null((await Host.Get<IGrantStore>().FindAsync(foreign, Ct))!.RevokedUtc);
        Assert.Empty(await FindLiveAsync(session.TokenHash));
        Assert.Single(await FindLiveAsync(other.TokenHash));
    }

    [Fact]
    public async Task All_sessions_of_an_account_end_but_one_with_everything_that_was_issued_to_it()
    {
        var account = Guid.NewGuid();
        var (kept, ended, foreign) = (await AddAsync(s => s with { AccountId = account }), await AddAsync(s => s with { AccountId = account }), await AddAsync());
        var revoked = new[]
        {
            await AddGrantAsync(ended.Id, outlives: false, account), await AddGrantAsync(ended.Id, outlives: true, account),
            await AddGrantAsync(kept.Id, outlives: true, account), await AddGrantAsync(null, outlives: true, account),
        };
        var spared = new[] { await AddGrantAsync(kept.Id, outlives: false, account), await AddGrantAsync(foreign.Id, outlives: true, foreign.AccountId) };

        await Host.SaveAsync<ISessionStore>(store => store.EndAll(account, kept.Id, Times.In(3)));

        Assert.Equal([kept.Id, foreign.Id], (await FindLiveAsync(kept.TokenHash, ended.TokenHash, foreign.TokenHash)).Select(s => s.Id).OrderBy(id => id == foreign.Id));
        foreach (var id in revoked) Assert.Equal(Times.In(3), (await Host.Get<IGrantStore>().FindAsync(id, Ct))!.RevokedUtc);
        foreach (var id in spared) Assert.Null((await Host.Get<IGrantStore>().FindAsync(id, Ct))!.RevokedUtc);
    }

    [Fact]
    public async Task Lists_an_account_s_live_sessions_last_seen_first()
    {
        var account = Guid.NewGuid();
        var early = await AddAsync(s => s with { AccountId = account, LastSeenUtc = Times.In(-9) });
        var late = await AddAsync(s => s with { AccountId = account, LastSeenUtc = Times.In(-1) });
        await AddAsync(s => s with { AccountId = account, EndedUtc = Times.In(-1) });

        var listed = await Host.InScopeAsync<ISessionStore, IReadOnlyList<Session>>(store => store.ListLiveAsync(account, Times.Now, Ct));

        Assert.Equal([late.Id, early.Id], listed.Select(s => s.Id));
    }

    [Fact]
    public async Task An_endless_description_of_a_browser_is_cut()
    {
        var session = await AddAsync(s => s with { UserAgent = new string('x', 300) + "\0" });

        Assert.Equal(256, Assert.Single(await FindLiveAsync(session.TokenHash)).UserAgent!.Length);
    }

    private async Task<Session> AddAsync(Func<Session, Session>? change = null)
    {
        var session = new Session
        {
            Id = Guid.CreateVersion7(), TokenHash = Hash(), AccountId = Guid.NewGuid(), Proofs = [Password], CreatedUtc = Times.Now,
            AuthenticatedUtc = Times.Now, LastSeenUtc = Times.Now, ExpiresUtc = Times.In(3600),
        };
        session = change?.Invoke(session) ?? session;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<ISessionStore>(store => store.Add(session)));
        return session;
    }

    private async Task<Guid> AddGrantAsync(Guid? sessionId, bool outlives, Guid? accountId = null)
    {
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(), Kind = GrantKind.Authorization, ClientId = "portal", AccountId = accountId, SessionId = sessionId, OutlivesSession = outlives,
            Payload = "{}", CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
        };
        await Host.Get<IGrantStore>().AddAsync(grant, Ct);
        return grant.Id;
    }

    private Task<SessionOfPerson?> FindLiveWithPersonAsync(byte[] token, Guid? organizationId) =>
        Host.InScopeAsync<ISessionStore, SessionOfPerson?>(store => store.FindLiveWithPersonAsync(token, organizationId, Times.Now, Ct));

    private Task<IReadOnlyList<Session>> FindLiveAsync(params byte[][] tokens) =>
        Host.InScopeAsync<ISessionStore, IReadOnlyList<Session>>(store => store.FindLiveAsync(tokens, Times.Now, Ct));

    private Task<bool> RenewAsync(Session session, byte[] token) => Host.InScopeAsync<ISessionStore, bool>(
        store => store.RenewAsync(session with { Proofs = [Password, App], TokenHash = token, AuthenticatedUtc = Times.In(4) }, Times.In(5), Ct));

    private Task EndAsync(Guid id) => Host.InScopeAsync<ISessionStore>(store => store.EndAsync([id], Times.In(3), Ct));
}
