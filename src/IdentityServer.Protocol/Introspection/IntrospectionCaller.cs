using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Introspection;

/// <summary>Who asks about a token: an API, which sees the tokens meant for it, or a client, which sees its own.</summary>
internal abstract record IntrospectionCaller
{
    private IntrospectionCaller()
    {
    }

    public abstract bool MaySee(AccessTokenClaims claims);

    /// <summary>The scopes of the token that are the caller's business.</summary>
    public abstract IReadOnlyList<string> Visible(IReadOnlyList<string> scopes);

    public sealed record OfApi(Api Api) : IntrospectionCaller
    {
        public override bool MaySee(AccessTokenClaims claims) => claims.Audiences.Contains(Api.Resource);

        public override IReadOnlyList<string> Visible(IReadOnlyList<string> scopes) =>
            [.. scopes.Where(scope => ScopeText.IsOpenIdScope(scope) || Api.Scopes.Any(own => own.Name == scope))];
    }

    public sealed record OfClient(Client Client) : IntrospectionCaller
    {
        public override bool MaySee(AccessTokenClaims claims) => claims.ClientId == Client.ClientId;

        public override IReadOnlyList<string> Visible(IReadOnlyList<string> scopes) => scopes;
    }
}
