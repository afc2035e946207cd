using IdentityServer.Protocol;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Events;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Benchmarks;

/// <summary>The parts of the engine that make tokens, over keys in memory.</summary>
internal sealed class Engine
{
    public const string Api = "https://api.example";

    public static readonly Client Client = new() { ClientId = "portal", Scope = "openid orders.read", GrantTypes = ["authorization_code", "refresh_token"] };

    public static readonly AuthorizedSignIn SignIn = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(),
        new AuthorizationPayload { Scopes = ["openid", "orders.read"], AuthTime = 1_700_000_000, Acr = "mfa", Amr = ["pwd", "otp", "mfa"] });

    public Engine()
    {
        var options = new ProtocolOptions { Issuer = "https://id.example" };
        Keys = new SigningKeys(new MemoryKeys(), new Plain(), new NoEvents(), TimeProvider.System);

        // A JWT is kept nowhere: the grants are never asked.
        AccessTokens = new AccessTokens(options, Keys, null!, TimeProvider.System);
        IdTokens = new IdTokens(options, Keys, TimeProvider.System);
        RefreshTokens = new RefreshTokens(Keys);
    }

    public SigningKeys Keys { get; }

    public AccessTokens AccessTokens { get; }

    public IdTokens IdTokens { get; }

    public RefreshTokens RefreshTokens { get; }

    public static Audience AudienceFor(string algorithm) => new([Api], ["orders.read"], algorithm);

    private sealed class MemoryKeys : ISigningKeyStore
    {
        private readonly List<SigningKeyRecord> _keys = [];

        public Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SigningKeyRecord>>([.. _keys]);

        public Task<bool> TryAddAsync(SigningKeyRecord key, CancellationToken ct)
        {
            _keys.Add(key);
            return Task.FromResult(true);
        }

        public Task UpdateTimesAsync(string keyId, DateTime retiresUtc, DateTime expiresUtc, CancellationToken ct) => Task.CompletedTask;

        public Task RemoveExpiredAsync(DateTime nowUtc, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class Plain : IKeyProtector
    {
        public byte[] Protect(byte[] plaintext) => plaintext;

        public byte[] Unprotect(byte[] protectedData) => protectedData;
    }

    private sealed class NoEvents : IProtocolEvents
    {
        public Task GrantReplayedAsync(Grant grant, CancellationToken ct) => Task.CompletedTask;

        public Task ClientRejectedAsync(string? clientId, string method, CancellationToken ct) => Task.CompletedTask;

        public void SecretUsed(Client client, ClientSecret secret)
        {
        }

        public Task SigningKeyMadeAsync(SigningKeyRecord key, bool atOnce, CancellationToken ct) => Task.CompletedTask;
    }
}
