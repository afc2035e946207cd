namespace IdentityServer.Web.Factors.Totp;

/// <summary>What an authenticator app has to be told, in the ways that it can be told.</summary>
internal sealed record TotpSetup(string Issuer, string AccountName, byte[] Secret)
{
    public string SecretText => Base32.Encode(Secret);

    /// <summary>In groups of four, for people who type it.</summary>
    public string GroupedSecret => string.Join(' ', SecretText.Chunk(4).Select(group => new string(group)));

    /// <summary>
    /// The Key URI that authenticator apps scan. Neither part of the label may hold a colon; spaces are %20, for several apps show a plus as one.
    /// Algorithm, digits and period are left at what every app assumes.
    /// </summary>
    public string Address
    {
        get
        {
            var issuer = Uri.EscapeDataString(Issuer.Replace(':', ' '));
            var account = Uri.EscapeDataString(AccountName.Replace(':', ' '));
            return $"otpauth://totp/{issuer}:{account}?secret={SecretText}&issuer={issuer}";
        }
    }

    /// <summary>Prints no secret.</summary>
    public override string ToString() => nameof(TotpSetup);
}
