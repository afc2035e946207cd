using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.ProtocolHttp;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.SignIn;

/// <summary>Ends a journey: a session in this browser, and the answer to the application.</summary>
internal sealed class JourneyFinish(
    IJourneyStore journeys, ISessionStore sessions, IUnitOfWork unitOfWork, JourneyAudit audit, BrowserCookies cookies, BrowserSessions browser,
    ApplicationAnswers answers, DeviceSightings devices, OrganizationChoices choices, TimeProvider clock, ILogger<JourneyFinish> log)
{
    /// <summary>Null if another request has finished it or moved it on already, or ended the session that it goes on from.</summary>
    public async Task<IActionResult?> CompleteAsync(Journey journey, SignInReading reading, Visitor visitor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await journeys.TryFinishAsync(journey, now, ct)) return null;

        if (await OpenSessionAsync(journey, reading, visitor, now, ct) is not { } session) return null;
        log.Finished(journey.Id, session.AccountId, Strengths.Of(session.Proofs).ToAcr());

        if (journey.State is { ChoseOrganization: true, OrganizationId: { } chosen, Demands.ClientId: { } clientId }) choices.Keep(session.Id, clientId, chosen);
        if (journey.State.Request is { } request) return await answers.CompleteAsync(request, Counting(session, reading), reading.GrantedScopes, ct);

        cookies.KeepCurrent(session.Id);
        return new SeeOtherResult(journey.State.ReturnPath ?? "/");
    }

    /// <summary>Answers the application from a session that needs nothing more: no journey was stored, nothing changes here.</summary>
    public async Task<AnswerResult> AnswerAsync(Journey journey, SignInReading reading, CancellationToken ct)
    {
        var session = (await browser.ListAsync(ct)).First(live => live.Id == journey.State.SessionId);
        return await answers.CompleteAsync(journey.State.Request!, Counting(session, reading), reading.GrantedScopes, ct);
    }

    /// <summary>The application is told what counts at its organization, not what the session may show elsewhere.</summary>
    private static Session Counting(Session session, SignInReading reading) => session with { Proofs = SignInJourney.Counting(reading.Facts) };

    private async Task<Session?> OpenSessionAsync(Journey journey, SignInReading reading, Visitor visitor, DateTime now, CancellationToken ct)
    {
        var live = await browser.ListAsync(ct);
        if (journey.State.SessionId is null) return await BeginSessionAsync(journey, reading, visitor, live, now, ct);
        if (live.FirstOrDefault(session => session.Id == journey.State.SessionId) is not { } existing) return null;
        if (journey.State.Proofs.All(proof => existing.Proofs.Any(known => known.AtUtc == proof.AtUtc && known.FactorKey == proof.FactorKey))) return existing;

        // A session whose rights grow gets a new token: one that leaked before stays as weak as it was (OWASP ASVS 5.0 V7.2.4).
        var token = BrowserCookies.NewToken();
        var grown = existing with
        {
            Proofs = journey.State.Proofs,
            TokenHash = BrowserCookies.HashOf(token),
            AuthenticatedUtc = now,
            ExpiresUtc = EndOf(existing.ExpiresUtc, journey.State.Proofs),
        };
        if (!await sessions.RenewAsync(grown, now, ct)) return null;

        cookies.KeepSession(token, browser.TokenOf(existing), existing.IsPersistent, grown.ExpiresUtc - now);
        Audit(grown, journey, visitor);
        await devices.SeeAsync(grown, journey, reading, visitor, ct);
        await unitOfWork.SaveAsync(ct);
        return grown;
    }

    private async Task<Session> BeginSessionAsync(
        Journey journey, SignInReading reading, Visitor visitor, IReadOnlyList<Session> live, DateTime now, CancellationToken ct)
    {
        var policy = reading.Organization?.Policy ?? new Policy();
        var persistent = journey.State.StaySignedIn == true;
        var lifetime = SessionLifetime.Of(policy, reading.Person?.Membership?.Kind, persistent);
        var token = BrowserCookies.NewToken();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            TokenHash = BrowserCookies.HashOf(token),
            AccountId = journey.AccountId!.Value,
            Proofs = journey.State.Proofs,
            IsPersistent = persistent,
            CreatedUtc = now,
            AuthenticatedUtc = now,
            LastSeenUtc = now,
            ExpiresUtc = EndOf(now + lifetime, journey.State.Proofs),
            Address = visitor.Address,
            UserAgent = visitor.UserAgent,
        };

        // Whoever signs in again goes on with their session: other applications' tokens hang on it.
        var earlier = live.FirstOrDefault(other => other.AccountId == session.AccountId);
        var replacedToken = earlier is null ? null : browser.TokenOf(earlier);
        if (earlier is not null && await sessions.RenewAsync(session with { Id = earlier.Id }, now, ct)) session = session with { Id = earlier.Id };
        else sessions.Add(session);

        Audit(session, journey, visitor);
        await devices.SeeAsync(session, journey, reading, visitor, ct);
        await unitOfWork.SaveAsync(ct);
        cookies.KeepSession(token, replacedToken, persistent, session.ExpiresUtc - now);
        return session;
    }

    /// <summary>A session doesn't outlive what it hangs on: one that a temporary access pass opened ends with the pass.</summary>
    private static DateTime EndOf(DateTime end, IEnumerable<Proof> proofs) => proofs.Select(proof => proof.EndsUtc ?? end).Append(end).Min();

    private void Audit(Session session, Journey journey, Visitor visitor) => audit.Note(
        journey, visitor, AuditEvents.SignedIn, sessionId: session.Id, detail: string.Join(' ', session.Proofs.Select(proof => proof.FactorKey)));
}
