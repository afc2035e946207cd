using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.EndSession;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>Answers the application's request, kept as text with the journey, once the journey has come to an end.</summary>
internal sealed class ApplicationAnswers(
    AuthorizeEndpoint endpoint, IClientStore clients, ILogoutNoticeStore logouts, IStringLocalizer<Texts> texts)
{
    public async Task<AnswerResult> CompleteAsync(string request, Session session, IReadOnlyList<string>? grantedScopes, CancellationToken ct)
    {
        var authorize = AuthorizeRequest.FromJson(request);
        var authentication = new Authentication(
            session.AccountId, session.Id, session.AuthenticatedUtc, Strengths.Of(session.Proofs).ToAcr(), AmrOf(session.Proofs));

        // Before the code is out: an application that knows of the session is told of its end.
        if (await clients.FindAsync(authorize.ClientId, ct) is { BackchannelLogoutUri: not null })
            await logouts.NoteAsync(new LogoutNotice(session.Id, authorize.ClientId, session.AccountId), session.ExpiresUtc, ct);
        return new AnswerResult(await endpoint.CompleteAsync(authorize, authentication, grantedScopes ?? authorize.Scopes, ct), texts);
    }

    public AnswerResult Refuse(string request, string error, string? description = null) =>
        new(endpoint.Refuse(AuthorizeRequest.FromJson(request), error, description), texts);

    // RFC 8176 §2: "mfa" stands beside the methods themselves.
    private static string[] AmrOf(IReadOnlyList<Proof> proofs)
    {
        var methods = proofs.SelectMany(proof => proof.Amr).Distinct(StringComparer.Ordinal);
        return Strengths.Of(proofs) >= Strength.Mfa ? [.. methods.Where(method => method != "mfa"), "mfa"] : [.. methods];
    }
}
