using IdentityServer.Protocol.Assignments;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Consent;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Factors;

namespace IdentityServer.Web.SignIn;

/// <summary>Gathers what a journey's next step depends on, from three rooms, in as few round trips as it takes.</summary>
internal sealed class SignInFactsReader(
    IAccountStore accounts, IOrganizationStore organizations, IInvitationStore invitations, IConsentStore consents, FactorCatalog factors, CurrentDevice device,
    IClientStore clients, IAssignmentStore assignments, TimeProvider clock)
{
    /// <summary>Whom the journey is about, with the tie to its organization; null where nobody was named, or nobody has that name.</summary>
    public async Task<Person?> ReadPersonAsync(Journey journey, CancellationToken ct)
    {
        // A name that fits nobody costs the same look-up as one that does.
        var isIdentified = journey.AccountId is not null || journey.State.Identifier is not null;
        return isIdentified ? await accounts.ReadPersonAsync(journey.AccountId ?? Guid.Empty, OrganizationOf(journey), ct) : null;
    }

    /// <summary>Somebody whom the journey is about to be about, with their tie to where it leads.</summary>
    public Task<Person?> ReadPersonAsync(Guid accountId, JourneyDemands demands, CancellationToken ct) => accounts.ReadPersonAsync(accountId, demands.PlaceId, ct);

    /// <param name="sessions">The live sessions of this browser.</param>
    /// <param name="person">As <see cref="ReadPersonAsync(Journey, CancellationToken)"/> has it, read in this request.</param>
    public async Task<SignInReading> ReadAsync(Journey journey, IReadOnlyList<Session> sessions, Person? person, CancellationToken ct)
    {
        var demands = journey.State.Demands;
        var organizationId = OrganizationOf(journey);
        var organization = organizationId is { } named ? await organizations.FindAsync(named, ct) : null;

        // Before anything is shown an account costs no more look-ups than a name that fits nobody.
        var known = journey.State.Proofs.Count > 0 ? person : null;
        var consent = known is not null && demands.ScopesToConsent.Count > 0 && demands.ClientId is { } clientId
            ? await consents.FindAsync(known.Account.Id, clientId, ct)
            : null;
        IReadOnlyList<string> remembered = consent is null ? [] : [.. consent.Scopes, .. consent.DeclinedScopes];

        var mayPick = sessions.Count > 0 && (demands.SelectAccount || sessions.Count > 1);
        var now = clock.GetUtcNow().UtcDateTime;
        var days = organization?.Policy.RememberDeviceDays ?? 0;
        var isRemembered = days > 0 && known is not null && (await device.FindAsync(known.Account.Id, ct))?.IsRemembered(days, now) == true;
        var ground = journey.State.Reset is null ? null : await GroundOfAsync(journey, person, ct);
        var invitation = JoinRules.NeedsInvitation(journey, person, organization, now) ? await InvitationOfAsync(journey, person!.Account, organization!.Id, ct) : null;
        var facts = SignInFactsComposer.Compose(journey, person, organization, factors.All, mayPick, isRemembered, remembered, now, ground, invitation);
        if (known is not null && NeedsOrganization(journey, known.Account)) facts = facts with { OrganizationsToChoose = await OrganizationsOfAsync(known.Account.Id, now, ct) };
        if (known is not null && facts.MayEnter && await LacksAssignmentAsync(known.Account.Id, demands.ClientId, ct)) facts = facts with { MayEnter = false };
        var step = SignInJourney.Next(facts);
        return new SignInReading(person, organization, facts, step)
        {
            UsableMethods = UsableMethodsOf(person, step),
            GrantedScopes = journey.State.GrantedScopes ?? (consent is null ? null : [.. demands.ScopesToConsent.Except(consent.DeclinedScopes)]),
        };
    }

    private async Task<bool> LacksAssignmentAsync(Guid accountId, string? clientId, CancellationToken ct) =>
        clientId is not null && await clients.FindAsync(clientId, ct) is { AssignmentRequired: true } && await assignments.FindAsync(clientId, accountId, ct) is null;

    /// <summary>Looked up once something was shown: before, nothing depends on it, and the clock tells nothing about the account.</summary>
    private async Task<ResetGround> GroundOfAsync(Journey journey, Person? person, CancellationToken ct)
    {
        if (journey.State.Proofs.Count == 0 || person is null) return new ResetGround(new Policy(), IsAdministrator: true);

        var memberships = await organizations.ListMembershipsAsync(person.Account.Id, ct);
        var home = person.Account.HomeOrganizationId is { } id ? await organizations.FindAsync(id, ct) : null;
        return new ResetGround(home?.Policy ?? new Policy(), Rights.Of(person.Account, memberships).IsAny);
    }

    /// <summary>A guest without an organization of their own is at an application that says nothing of any.</summary>
    private static bool NeedsOrganization(Journey journey, Account account) =>
        journey.State.OrganizationId is null && journey.State.Demands is { ClientId: not null, OwnerId: null } && account.HomeOrganizationId is null;

    private async Task<IReadOnlyList<Guid>> OrganizationsOfAsync(Guid accountId, DateTime nowUtc, CancellationToken ct) =>
        [.. (await organizations.ListMembershipsAsync(accountId, ct)).Where(tie => tie.IsOpen(nowUtc)).Select(tie => tie.OrganizationId)];

    private async Task<Invitation?> InvitationOfAsync(Journey journey, Account account, Guid organizationId, CancellationToken ct)
    {
        if (journey.State.InvitationId is { } id) return await invitations.FindAsync(id, ct);
        return account.Email is { } email ? await invitations.FindOpenAsync(organizationId, email, ct) : null;
    }

    private List<Method> UsableMethodsOf(Person? person, SignInStep step) => step is SignInStep.ProveSecondFactor { MethodIds: var ids }
        ? [.. person!.Methods.Where(method => ids.Contains(method.Id))
            .OrderByDescending(method => method.IsDefault)
            .ThenBy(method => (factors.Find(method.FactorKey).Use & (FactorUse.Spare | FactorUse.Reset)) != 0)
            .ThenByDescending(method => method.LastUsedUtc)]
        : [];

    private static Guid? OrganizationOf(Journey journey) => journey.State.OrganizationId ?? journey.State.Demands.OwnerId;
}

/// <summary>What was read, and what it comes to.</summary>
internal sealed record SignInReading(Person? Person, Organization? Organization, SignInFacts Facts, SignInStep Step)
{
    /// <summary>What the person allowed, now or before; null where nobody has to be asked.</summary>
    public IReadOnlyList<string>? GrantedScopes { get; init; }

    /// <summary>The methods that a second factor is accepted from, the person's default first, then the one used last, what is kept for an emergency at the end.</summary>
    public IReadOnlyList<Method> UsableMethods { get; init; } = [];
}
