using IdentityServer.Protocol.Grants;

namespace IdentityServer.Protocol.Tokens;

/// <summary>The authorization that tokens are issued under: which sign-in, at which client, allowing what.</summary>
internal sealed record AuthorizedSignIn(Guid GrantId, Guid AccountId, Guid? SessionId, AuthorizationPayload Payload)
{
    public static AuthorizedSignIn From(Grant grant) =>
        new(grant.Id, grant.AccountId ?? throw new InvalidOperationException("An authorization has an account."), grant.SessionId, AuthorizationPayload.FromJson(grant.Payload));
}
