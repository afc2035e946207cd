namespace IdentityServer.SignIn.Journeys;

/// <summary>A password reset under way.</summary>
/// <param name="Way">Factor key of the proof that the person chose to give; null: none yet.</param>
public sealed record PasswordReset(DateTime StartedUtc, string? Way = null)
{
    // DESIGN §3.7.
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Proofs of a reset that are made with no registered method: a code from the mailbox of the account's own, verified address. They strengthen
    /// no sign-in.
    /// </summary>
    public const string MailboxKey = "mailbox";
}

/// <summary>Whose rules a reset follows: the account's own organization's, wherever the person came from, for a password opens all of them.</summary>
/// <param name="IsAdministrator">The account looks after the accounts of some organization.</param>
public sealed record ResetGround(Organizations.Policy Policy, bool IsAdministrator);
