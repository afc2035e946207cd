using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Recovery;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.SignIn;

/// <summary>The journey that the request belongs to. A page does its own work here and ends with <see cref="ContinueAsync"/>.</summary>
internal sealed class CurrentSignIn(
    IJourneyStore journeys, IUnitOfWork unitOfWork, BrowserCookies cookies, BrowserSessions sessions, SignInFactsReader reader,
    FactorVerifier verifier, ResetLimits resetLimits, SignInPaths paths, JourneyStart start, JourneyFinish finish, CurrentDevice device, IHttpContextAccessor accessor, TimeProvider clock)
{
    /// <summary>The query parameter that names the journey, so that each tab keeps its own.</summary>
    public const string JourneyParameter = "j";

    /// <summary>The field of the box "Don't ask again on this device".</summary>
    public const string RememberField = "remember";

    private Journey? _journey;
    private KnownPerson? _person;
    private SignInReading? _reading;

    /// <summary>The request is part of a journey that can go on.</summary>
    public bool IsOpen => _reading is not null;

    public Journey Journey => _journey ?? throw new InvalidOperationException("The request belongs to no journey.");

    public JourneyState State => Journey.State;

    public SignInStep Step => Reading.Step;

    public SignInFacts Facts => Reading.Facts;

    /// <summary>Null where the identifier fits nobody.</summary>
    public Person? Person => Reading.Person;

    public Organization? Organization => Reading.Organization;

    public Visitor Visitor => Visitor.From(Http.Connection.RemoteIpAddress, Http.Request.Headers.UserAgent.ToString());

    /// <summary>For how many days the person may choose not to be asked again on this device; 0 where policy offers no such thing.</summary>
    public int RememberDeviceDays => Step is SignInStep.ProveSecondFactor && Facts.Reset is null && Facts.PolicyStrength <= Strength.Mfa ? Organization?.Policy.RememberDeviceDays ?? 0 : 0;

    private SignInReading Reading => _reading ?? throw new InvalidOperationException("The journey is not open.");

    private HttpContext Http => accessor.HttpContext!;

    /// <summary>Reads the journey of the request. Null: it can go on; otherwise what to show instead.</summary>
    public async Task<IActionResult?> OpenAsync(CancellationToken ct)
    {
        if (IsOpen) return null;

        if (await FindAsync(journeys.FindWithPersonAsync, found => found.Journey, ct) is not { } found) return Trouble("lost");

        _journey = found.Journey;
        _person = KnownPerson.Of(_journey, found.Person);
        if (_journey.FinishedUtc is not null) return Trouble("finished");
        if (_journey.ExpiresUtc <= clock.GetUtcNow().UtcDateTime) return Trouble("expired");

        var live = await sessions.ListAsync(ct);
        if (_journey.State.SessionId is { } id && live.All(session => session.Id != id)) ForgetProofs();
        _reading = await ReadAsync(live, ct);
        return null;
    }

    /// <summary>Goes on with a journey that this request has begun and kept.</summary>
    public async Task OpenAsync(Journey kept, CancellationToken ct)
    {
        _journey = kept;
        _reading = await ReadAsync(await sessions.ListAsync(ct), ct);
    }

    /// <summary>Forgets this request's changes and reads the journey as another request has left it. Null: it can go on.</summary>
    public Task<IActionResult?> ReloadAsync(CancellationToken ct)
    {
        _reading = null;
        return OpenAsync(ct);
    }

    /// <summary>The journey that the request names, if it is this browser's; whatever its state.</summary>
    public Task<Journey?> FindAsync(CancellationToken ct) => FindAsync(journeys.FindAsync, journey => journey, ct);

    public void Change(Func<JourneyState, JourneyState> change) => _journey = Journey with { State = change(Journey.State) };

    /// <summary>Sets who is signing in. What was shown for somebody else does not count for them.</summary>
    public void Identify(string? identifier, Guid? accountId, Guid? organizationId) => _journey = Journey with
    {
        AccountId = accountId,
        State = Journey.State with
        {
            Identifier = identifier,
            OrganizationId = Journey.State.Demands.OwnerId ?? organizationId,
            Proofs = [],
            Reset = null,
            Registration = null,
            ByMail = false,
            AwaitsAccountChoice = false,
            SessionId = null,
            SessionSinceUtc = null,
            Pending = new Dictionary<string, string>(),
            Enrolled = [],
            SawEnrollmentSuccess = false,
            WantsToEnroll = false,
            ChosenFactor = null,
            ChoseOrganization = false,
            Replaces = [],
            SkippedEnrollment = false,
            RemembersDevice = false,
            AnsweredReminder = false,
            StaySignedIn = null,
            GrantedScopes = null,
        },
    };

    /// <summary>As the other, for somebody who was looked up with their tie to the application's organization, or else their own; null: nobody.</summary>
    public void Identify(string identifier, Person? person)
    {
        var isHinted = State.Demands.HintedId is { } hinted && person?.Membership?.OrganizationId == hinted;
        Identify(identifier, person?.Account.Id, isHinted ? State.Demands.HintedId : person?.Account.HomeOrganizationId);

        // With a hint at an organization that is none of theirs, their tie to their own is still to be read.
        _person = isHinted || State.Demands.PlaceId == State.Demands.OwnerId ? KnownPerson.Of(Journey, person) : null;
    }

    /// <summary>As the other, for somebody whom their key or card names: they land where somebody who types a name would.</summary>
    public async Task IdentifyAsync(string identifier, Guid accountId, CancellationToken ct) =>
        Identify(identifier, await reader.ReadPersonAsync(accountId, State.Demands, ct));

    /// <summary>Goes on with an account that is signed in in this browser already.</summary>
    public async Task ResumeAsync(Session session, DateTime nowUtc, CancellationToken ct) => _journey = await start.ResumeAsync(Journey, session, nowUtc, ct);

    /// <summary>What was read about the person holds no more: the next step is decided on what the database has then.</summary>
    public void ForgetPerson() => _person = null;

    /// <summary>Checks a proof; a good one is added to the journey.</summary>
    public async Task<FactorOutcome> ProveAsync(IFactor factor, Method? method, string response, CancellationToken ct)
    {
        // Whoever waits for their turn may be locked out meanwhile, and a proof may change the method it comes from.
        ForgetPerson();
        if (State.Reset is not null && !await resetLimits.MayProveAsync(Journey, ct)) return new FactorOutcome.Refused(RejectionHint.TooManyTries);

        var outcome = await verifier.VerifyAsync(factor, new ProofAttempt
        {
            AccountId = Journey.AccountId,
            Identifier = State.Identifier ?? "",
            Method = method,
            Response = response,
            Visitor = Visitor,
            DeviceId = (await device.FindAsync(Journey.AccountId, ct))?.Id,
            FreeFailures = Organization?.Policy.LockoutFailures,
            OrganizationId = State.OrganizationId,
            ClientId = State.Demands.ClientId,
            JourneyId = Journey.Id,
        }, ct);
        if (outcome is FactorOutcome.Proven proven)
        {
            var remember = RememberDeviceDays > 0 && Http.Request.HasFormContentType && Http.Request.Form[RememberField] == "true";
            Change(state => state with { Proofs = With(state.Proofs, proven.Proof), RemembersDevice = state.RemembersDevice || remember });
        }
        else
        {
            await unitOfWork.SaveAsync(ct);
        }

        return outcome;
    }

    /// <summary>Saves the journey and shows the next step; a journey that another tab has moved on meanwhile is shown as that tab left it.</summary>
    public async Task<IActionResult> ContinueAsync(CancellationToken ct)
    {
        var live = await sessions.ListAsync(ct);
        var next = _person?.Fits(Journey) == true ? await ReadAsync(live, ct) : null;

        // What ends here need not be kept first: it is finished only as it was read.
        var endsHere = next?.Step is SignInStep.Finish && unitOfWork.IsEmpty;
        if (!endsHere && !await SaveAsync(ct)) return await ReloadAsync(ct) ?? await ShowStepAsync(ct);

        _reading = next ?? await ReadAsync(live, ct);
        return await ShowStepAsync(ct);
    }

    /// <summary>Saves the journey without leaving the page; false if another request has changed it.</summary>
    public async Task<bool> SaveAsync(CancellationToken ct)
    {
        var updated = journeys.Update(Journey);
        if (await unitOfWork.SaveAsync(ct) is not SaveOutcome.Saved) return false;

        _journey = updated;
        return true;
    }

    /// <summary>Where the step that is due is shown; a journey with nothing left to do is finished.</summary>
    public async Task<IActionResult> ShowStepAsync(CancellationToken ct)
    {
        if (Step is not SignInStep.Finish) return new SeeOtherResult(paths.Of(Journey, Reading));
        return await finish.CompleteAsync(Journey, Reading, Visitor, ct) ?? await ReloadAsync(ct) ?? await ShowStepAsync(ct);
    }

    /// <summary>The methods that a second factor is accepted from, the preferred one first.</summary>
    public IReadOnlyList<Method> UsableMethods => Reading.UsableMethods;

    /// <summary>The address of another page of this journey.</summary>
    public string PathOf(string page) => paths.Of(Journey, page);

    private async Task<TFound?> FindAsync<TFound>(Func<Guid, CancellationToken, Task<TFound?>> find, Func<TFound, Journey> journeyOf, CancellationToken ct)
        where TFound : class
    {
        if (!Guid.TryParseExact(Http.Request.Query[JourneyParameter], "N", out var id) || cookies.BrowserHash is not { } browser) return null;

        var found = await find(id, ct);
        return found is not null && journeyOf(found).BrowserHash.AsSpan().SequenceEqual(browser) ? found : null;
    }

    /// <summary>A method that is shown again takes the place of its earlier proof.</summary>
    private static List<Proof> With(IEnumerable<Proof> proofs, Proof proof) =>
        [.. proofs.Where(earlier => earlier.MethodId is null || earlier.MethodId != proof.MethodId), proof];

    private async Task<SignInReading> ReadAsync(IReadOnlyList<Session> live, CancellationToken ct)
    {
        if (_person?.Fits(Journey) != true) _person = KnownPerson.Of(Journey, await reader.ReadPersonAsync(Journey, ct));
        return await reader.ReadAsync(Journey, live, _person.Person, ct);
    }

    /// <summary>
    /// A session that was ended meanwhile takes along all that was shown, here too: what is left might be a second factor alone, and whoever
    /// signs out means every tab. Somebody who was never named on this journey is not named by it now.
    /// </summary>
    private void ForgetProofs() => Identify(State.Identifier, State.Identifier is null ? null : Journey.AccountId, State.OrganizationId);

    private RedirectToPageResult Trouble(string reason) =>
        new("/SignIn/Trouble", new { reason, j = _journey?.Id.ToString("N") });
}
