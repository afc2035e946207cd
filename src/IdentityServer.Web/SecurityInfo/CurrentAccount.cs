using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>
/// Whose security info the request is about: the account that is signed in in this browser and was used last. Whoever is not signed in, or
/// has to show a fresh proof, is sent on a journey that comes back to the page.
/// </summary>
internal sealed class CurrentAccount(
    BrowserCookies cookies, BrowserSessions sessions, JourneyStart start, SignInPaths paths, RequestLimits limits, IAccountStore accounts,
    IOrganizationStore organizations, IHttpContextAccessor accessor)
{
    private SignInReading? _reading;

    /// <summary>Somebody is signed in and may see the page.</summary>
    public bool IsOpen => _reading is not null;

    public Session Session { get; private set; } = null!;

    public Account Account => Person.Account;

    public Person Person => Reading.Person!;

    /// <summary>The account's own organization, or the one that it has entered; null where there is neither.</summary>
    public Organization? Organization => Reading.Organization;

    /// <summary>What the account has and could set up.</summary>
    public SignInFacts Facts => Reading.Facts;

    public Visitor Visitor => Visitor.From(Http.Connection.RemoteIpAddress, Http.Request.Headers.UserAgent.ToString());

    private SignInReading Reading => _reading ?? throw new InvalidOperationException("Nobody is signed in here.");

    private HttpContext Http => accessor.HttpContext!;

    /// <summary>Whose session there is, whether or not it will do; null where nobody is signed in.</summary>
    public async Task<Account?> FindAsync(CancellationToken ct) =>
        ChooseAmong(await sessions.ListAsync(ct)) is { } current ? await accounts.FindAsync(current.AccountId, ct) : null;

    /// <summary>The language of whoever the request is about, or else of their organization; null where neither says one, or nobody is signed in.</summary>
    public async Task<string?> FindCultureAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } account) return null;
        return account.Culture ?? (account.HomeOrganizationId is { } home ? (await organizations.FindAsync(home, ct))?.Culture : null);
    }

    /// <summary>Null: the page may be shown. Otherwise the way to where that is decided, and back.</summary>
    /// <param name="proofSeconds">How old the latest proof may be; null: as old as the session.</param>
    /// <param name="strength">What has to have been shown; null: whatever policy asks for.</param>
    public async Task<IActionResult?> OpenAsync(int? proofSeconds, Strength? strength, CancellationToken ct)
    {
        var current = ChooseAmong(await sessions.ListAsync(ct));
        var demands = new JourneyDemands
        {
            RequestedAccountId = current?.AccountId,
            ProofSeconds = proofSeconds,
            Strength = strength,
            StrengthIsEssential = strength is not null,
        };
        var beginning = await start.BeginAsync(demands, null, PathAndQuery, ct);

        // Guests who sign in with codes have nothing registered to show again: they sign in anew.
        if (proofSeconds is not null && beginning.Reading.Step is SignInStep.StrengthOutOfReach)
            beginning = await start.BeginAsync(demands with { FreshSignIn = true }, null, PathAndQuery, ct);
        if (current is null || beginning.Reading.Step is not SignInStep.Finish) return await SendAsync(beginning.Journey, page: null, beginning.Reading, ct);

        Session = current;
        _reading = beginning.Reading;
        return null;
    }

    /// <summary>
    /// Null: what was shown is enough for that organization, too, to which the page belongs; it is then the one that the request is about.
    /// Otherwise the way to where it is shown, and back.
    /// </summary>
    public async Task<IActionResult?> EnterAsync(Organization organization, CancellationToken ct)
    {
        if (Organization?.Id == organization.Id) return null;

        var beginning = await start.BeginAsync(new JourneyDemands { RequestedAccountId = Account.Id, OwnerId = organization.Id }, null, PathAndQuery, ct);
        if (beginning.Reading.Step is not SignInStep.Finish) return await SendAsync(beginning.Journey, page: null, beginning.Reading, ct);

        _reading = beginning.Reading;
        return null;
    }

    /// <summary>Sends the person to set up a method, and back to <paramref name="returnPath"/>.</summary>
    /// <param name="factorKey">Which; null: they choose on the way.</param>
    /// <param name="replaces">Methods that go once the new one has proven itself.</param>
    public async Task<IActionResult> EnrollAsync(string? factorKey, IReadOnlyList<Guid> replaces, string returnPath, CancellationToken ct)
    {
        var demands = new JourneyDemands { RequestedAccountId = Account.Id, ProofSeconds = AccountPageAttribute.ProofSeconds };
        var beginning = await start.BeginAsync(demands, null, returnPath, ct);
        var journey = beginning.Journey with { State = beginning.Journey.State with { WantsToEnroll = true, ChosenFactor = factorKey, Replaces = replaces } };
        return await SendAsync(journey, "/Enrollment/Protect", beginning.Reading, ct);
    }

    private async Task<IActionResult> SendAsync(Journey journey, string? page, SignInReading reading, CancellationToken ct)
    {
        if (!await limits.MayBeginAsync(Visitor, ct)) return new StatusCodeResult(StatusCodes.Status429TooManyRequests);

        var kept = await start.KeepAsync(journey, ct);
        return new SeeOtherResult(page is null ? paths.Of(kept, reading) : paths.Of(kept, page));
    }

    private Session? ChooseAmong(IReadOnlyList<Session> live) =>
        live.FirstOrDefault(session => session.Id == cookies.CurrentSession) ?? (live.Count > 0 ? live[0] : null);

    // A form that was posted too late comes back to its page, not to its post.
    private string PathAndQuery => Http.Request.Path + Http.Request.QueryString;
}
