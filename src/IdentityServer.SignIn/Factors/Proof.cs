namespace IdentityServer.SignIn.Factors;

/// <summary>One thing a person has shown.</summary>
/// <param name="FactorKey">Which factor verified it.</param>
/// <param name="Shows">The kinds of evidence it is.</param>
/// <param name="Resistance">How well it withstands a look-alike page.</param>
/// <param name="Amr">Authentication method reference values (RFC 8176).</param>
/// <param name="EndsUtc">Counts for nothing from then on, and ends the session that hangs on it; null: holds as long as the session.</param>
public sealed record Proof(
    string FactorKey, FactorKinds Shows, Resistance Resistance, IReadOnlyList<string> Amr, DateTime AtUtc, Guid? MethodId = null, DateTime? EndsUtc = null)
{
    /// <summary>Where it was shown; null where no organization asked for it.</summary>
    public Guid? OrganizationId { get; init; }
}

/// <summary>What a proof shows.</summary>
/// <param name="Shows">The kinds of evidence it is.</param>
/// <param name="Resistance">How well it withstands a look-alike page.</param>
/// <param name="Amr">Authentication method reference values (RFC 8176).</param>
/// <param name="EndsUtc">Until when it holds; null: as long as the session.</param>
public sealed record Evidence(FactorKinds Shows, Resistance Resistance, IReadOnlyList<string> Amr, DateTime? EndsUtc = null);

/// <summary>Kinds of evidence (NIST SP 800-63B-4 §3): strength counts these, not factors.</summary>
[Flags]
public enum FactorKinds
{
    None = 0,
    Knowledge = 1,
    Possession = 2,
    Inherence = 4,

    /// <summary>
    /// A mailbox, which stands and falls with whoever guards it: one more kind beside a password or a phone, and however many codes are sent
    /// there, never two.
    /// </summary>
    Mailbox = 8,
}

/// <summary>Whether a proof is bound to the real site, and whether its key is bound to hardware.</summary>
public enum Resistance
{
    None = 0,
    Phishing = 1,
    PhishingInHardware = 2,
}
