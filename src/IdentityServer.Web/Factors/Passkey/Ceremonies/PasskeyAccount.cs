using Microsoft.AspNetCore.Identity;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>An account as the WebAuthn handler sees it.</summary>
/// <param name="Handle">The user handle that authenticators keep: the account's id, which says nothing about the person (WebAuthn §14.6.1).</param>
internal sealed record PasskeyAccount(string Handle, string Name, IReadOnlyList<UserPasskeyInfo> Passkeys);

/// <summary>
/// The little that the handler asks of Identity's store. It answers for one account only, which the ceremony has read already.
/// </summary>
/// <param name="isRegistered">Whether anybody at all has this credential.</param>
internal sealed class PasskeyAccountStore(PasskeyAccount? account, Func<byte[], CancellationToken, Task<bool>> isRegistered) : IUserPasskeyStore<PasskeyAccount>
{
    private static readonly PasskeyAccount Somebody = new("", "", []);

    public Task<string> GetUserIdAsync(PasskeyAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<string?> GetUserNameAsync(PasskeyAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<PasskeyAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(account?.Handle == userId ? account : null);

    public async Task<PasskeyAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        if (account is not null && Find(account, credentialId) is not null) return account;
        return await isRegistered(credentialId, cancellationToken) ? Somebody : null;
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(user, credentialId));

    public void Dispose()
    {
    }

    // The handler only reads; what a ceremony changes is saved by whoever began it.
    public Task AddOrUpdatePasskeyAsync(PasskeyAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(PasskeyAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(PasskeyAccount user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(PasskeyAccount user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PasskeyAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static UserPasskeyInfo? Find(PasskeyAccount owner, byte[] credentialId) =>
        owner.Passkeys.FirstOrDefault(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credentialId));
}
