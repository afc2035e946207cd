using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;

namespace IdentityServer.Web.SignIn;

/// <summary>Begins a journey with what the browser's sessions already show. One that needs nothing more is never stored.</summary>
internal sealed class JourneyStart(
    BrowserCookies cookies, BrowserSessions sessions, SignInFactsReader reader, IAccountStore accounts, IOrganizationStore organizations,
    IJourneyStore journeys, OrganizationChoices choices, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <param name="request">The application's request, as the protocol writes it; null without an application.</param>
    /// <param name="returnPath">Where to go without an application.</param>
    public async Task<JourneyBeginning> BeginAsync(JourneyDemands demands, string? request, string? returnPath, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (demands.OwnerId is null) demands = demands with { HintedId = await HintedOrganizationAsync(demands, ct) };
        var only = await sessions.FindOnlyAsync(demands.PlaceId, ct);
        var live = await sessions.ListAsync(ct);
        var journey = new Journey
        {
            Id = Guid.CreateVersion7(now),
            BrowserHash = [],
            State = new JourneyState
            {
                Demands = demands,
                Request = request,
                ReturnPath = returnPath,
                OrganizationId = demands.PlaceId,
            },
            CreatedUtc = now,
            ExpiresUtc = now + Journey.Lifetime,
        };
        Person? person = null;
        if (await ChooseAsync(demands, live, ct) is { } session)
            (journey, person) = await TakeOverAsync(journey, session, await WithTieAsync(only?.Person, session, demands, ct), now, ct);

        return new JourneyBeginning(journey, await reader.ReadAsync(journey, live, person, ct));
    }

    /// <summary>Keeps the journey, so that pages can go on with it, and binds it to this browser.</summary>
    public async Task<Journey> KeepAsync(Journey journey, CancellationToken ct)
    {
        var kept = journey with { BrowserHash = cookies.EnsureBrowserHash() };
        journeys.Add(kept);
        await unitOfWork.SaveAsync(ct);
        return kept;
    }

    /// <summary>Takes over who a session belongs to and, as far as the application accepts it, what was shown.</summary>
    public async Task<Journey> ResumeAsync(Journey journey, Session session, DateTime nowUtc, CancellationToken ct) =>
        (await TakeOverAsync(journey, session, await WithTieAsync(null, session, journey.State.Demands, ct), nowUtc, ct)).Journey;

    /// <summary>Whose session it is; a hint at an organization that is none of theirs means nothing.</summary>
    /// <param name="read">As they were read already, if they were.</param>
    private async Task<Person?> WithTieAsync(Person? read, Session session, JourneyDemands demands, CancellationToken ct)
    {
        var person = read ?? await accounts.ReadPersonAsync(session.AccountId, demands.PlaceId, ct);
        if (demands.HintedId is not null && person is { Membership: null }) person = await accounts.ReadPersonAsync(session.AccountId, null, ct);
        return person is not null && OrganizationOf(demands, person) is null ? await AsChosenAsync(person, session, demands, ct) : person;
    }

    /// <summary>With their tie to the organization that they chose for this application before, as long as it is open; asked anew with <c>prompt=select_account</c>.</summary>
    private async Task<Person> AsChosenAsync(Person person, Session session, JourneyDemands demands, CancellationToken ct)
    {
        if (demands is not { ClientId: { } clientId, SelectAccount: false } || choices.Find(session.Id, clientId) is not { } chosen) return person;

        var there = await accounts.ReadPersonAsync(session.AccountId, chosen, ct);
        return there?.Membership?.IsOpen(clock.GetUtcNow().UtcDateTime) == true ? there : person;
    }

    private static Guid? OrganizationOf(JourneyDemands demands, Person person) =>
        demands.OwnerId ?? (demands.HintedId is { } hinted && person.Membership?.OrganizationId == hinted ? hinted : person.Account.HomeOrganizationId ?? person.Membership?.OrganizationId);

    // The person comes along, so that who decides the next step need not read them again.
    private async Task<(Journey Journey, Person? Person)> TakeOverAsync(
        Journey journey, Session session, Person? person, DateTime nowUtc, CancellationToken ct)
    {
        if (person is not { Account: { State: AccountState.Active } account }) return (journey, null);

        var demands = journey.State.Demands;
        if (demands.FreshSignIn || nowUtc - session.AuthenticatedUtc > await LongestAgeAsync(demands, session, person, ct))
        {
            var hint = demands.LoginHint ?? account.Email ?? account.UserName;
            return (journey with { State = journey.State with { Demands = demands with { LoginHint = hint }, WantsAnotherAccount = true } }, null);
        }

        await sessions.SeeAsync(session, ct);
        var resumed = journey with
        {
            AccountId = account.Id,
            State = journey.State with
            {
                OrganizationId = OrganizationOf(demands, person),
                Proofs = session.Proofs,
                SessionId = session.Id,
                SessionSinceUtc = session.AuthenticatedUtc,
            },
        };
        return (resumed, person);
    }

    /// <summary>
    /// How long ago the person may have signed in: what the application asks for, and what its organization allows, for the session may have
    /// begun at another one that allows more.
    /// </summary>
    private async ValueTask<TimeSpan> LongestAgeAsync(JourneyDemands demands, Session session, Person person, CancellationToken ct)
    {
        var organizationId = OrganizationOf(demands, person);
        var policy = organizationId is { } id ? (await organizations.FindAsync(id, ct))?.Policy : null;
        var allowed = SessionLifetime.Of(policy ?? new Policy(), person.Membership?.Kind, session.IsPersistent);
        return demands.MaxAgeSeconds is { } age && age < allowed.TotalSeconds ? TimeSpan.FromSeconds(age) : allowed;
    }

    /// <summary>The one session that will do without asking, or null.</summary>
    private async Task<Session?> ChooseAsync(JourneyDemands demands, IReadOnlyList<Session> live, CancellationToken ct)
    {
        if (demands.RequestedAccountId is { } requested) return live.FirstOrDefault(session => session.AccountId == requested);
        if (demands.SelectAccount || live.Count == 0) return null;
        if (demands.LoginHint is { } hint && AccountIdentifier.Parse(hint) is { } identifier && await accounts.FindAsync(identifier, ct) is { } hinted
            && live.FirstOrDefault(session => session.AccountId == hinted.Id) is { } match)
        {
            return match;
        }

        return live.Count == 1 ? live[0] : null;
    }

    private async ValueTask<Guid?> HintedOrganizationAsync(JourneyDemands demands, CancellationToken ct) =>
        demands.DomainHint is { } domain ? (await organizations.FindByDomainAsync(domain, ct))?.Id : null;
}

/// <summary>A journey at its first step; not stored yet.</summary>
internal sealed record JourneyBeginning(Journey Journey, SignInReading Reading);
