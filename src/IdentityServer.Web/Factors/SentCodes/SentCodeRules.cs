namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>What a kind of sent code is like.</summary>
/// <param name="Digits">How long it is.</param>
/// <param name="Lifetime">How long it is good.</param>
/// <param name="Tries">How many answers may be given to one.</param>
/// <param name="Wait">How long to wait before another one may be asked for.</param>
public sealed record SentCodeRules(int Digits, TimeSpan Lifetime, int Tries, TimeSpan Wait)
{
    /// <summary>By text message and by call.</summary>
    public static readonly SentCodeRules Phone = new(6, TimeSpan.FromMinutes(5), 5, TimeSpan.FromSeconds(30));

    /// <summary>By e-mail, as a second factor.</summary>
    public static readonly SentCodeRules Email = new(6, TimeSpan.FromMinutes(5), 5, TimeSpan.FromSeconds(60));

    /// <summary>By e-mail, in place of a password.</summary>
    public static readonly SentCodeRules Guest = new(8, TimeSpan.FromMinutes(30), 5, TimeSpan.FromSeconds(60));
}
