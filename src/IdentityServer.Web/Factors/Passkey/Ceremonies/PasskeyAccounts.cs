using System.Buffers.Text;
using System.Security.Cryptography;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using Microsoft.AspNetCore.Identity;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>Turns our methods into what the handler knows, and finds them by their credential.</summary>
internal sealed class PasskeyAccounts(IMethodStore methods, MethodSecrets secrets)
{
    /// <summary>Credential ids may have 1,023 bytes, more than an index takes: they are looked up by their hash.</summary>
    public static string LookupKeyOf(byte[] credentialId) => Base64Url.EncodeToString(SHA256.HashData(credentialId));

    /// <summary>WebAuthn §5.4.3: the user handle.</summary>
    public static string HandleOf(Guid accountId) => accountId.ToString("N");

    public static string NameOf(Account account) => account.Email ?? account.UserName;

    public Task<Method?> FindAsync(byte[] credentialId, CancellationToken ct) => methods.FindByLookupKeyAsync(PasskeyFactor.FactorKey, LookupKeyOf(credentialId), ct);

    public PasskeyState StateOf(Method method) => PasskeyState.FromJson(secrets.Unprotect(method));

    public PasskeyAccount AccountOf(Guid accountId, string name, IEnumerable<Method> passkeys) =>
        new(HandleOf(accountId), name, [.. passkeys.Select(method => ToInfo(method, StateOf(method)))]);

    public PasskeyAccountStore StoreOf(PasskeyAccount? account) => new(account, async (id, ct) => await FindAsync(id, ct) is not null);

    /// <summary>
    /// The counter is left at zero: the handler would refuse a smaller one without a word, and two parallel requests with the same one it
    /// would let through. The pipeline does both by one statement.
    /// </summary>
    private static UserPasskeyInfo ToInfo(Method method, PasskeyState state) => new(
        state.CredentialId, state.PublicKey, new DateTimeOffset(method.CreatedUtc, TimeSpan.Zero), signCount: 0, [.. state.Transports],
        isUserVerified: state.VerifiesUser, isBackupEligible: state.BackupEligible, isBackedUp: state.BackedUp, attestationObject: [], clientDataJson: []);
}
