using System.Numerics;

namespace IdentityServer.SignIn.Factors;

/// <summary>How strong a sign-in is, in rising order: the <c>acr</c> values single, mfa, phr and phrh.</summary>
public enum Strength
{
    None = 0,
    Single = 1,
    Mfa = 2,

    /// <summary>Multi-factor, and one of the proofs resists phishing.</summary>
    Phr = 3,

    /// <summary>As phr, with a hardware-protected key.</summary>
    Phrh = 4,
}

/// <summary>Counts what proofs show together.</summary>
public static class Strengths
{
    public static Strength Of(IReadOnlyCollection<Proof> proofs)
    {
        var shown = FactorKinds.None;
        var resistance = Resistance.None;
        foreach (var proof in proofs)
        {
            shown |= proof.Shows;
            if (proof.Resistance > resistance) resistance = proof.Resistance;
        }

        return BitOperations.PopCount((uint)shown) switch
        {
            0 => Strength.None,
            1 => Strength.Single,
            _ => resistance switch
            {
                Resistance.PhishingInHardware => Strength.Phrh,
                Resistance.Phishing => Strength.Phr,
                _ => Strength.Mfa,
            },
        };
    }

    /// <summary>The <c>acr</c> value.</summary>
    public static string ToAcr(this Strength strength) => strength switch
    {
        Strength.Phrh => "phrh",
        Strength.Phr => "phr",
        Strength.Mfa => "mfa",
        _ => "single",
    };

    /// <summary>Null for a value that is not ours.</summary>
    public static Strength? FromAcr(string acr) => acr switch
    {
        "single" => Strength.Single,
        "mfa" => Strength.Mfa,
        "phr" => Strength.Phr,
        "phrh" => Strength.Phrh,
        _ => null,
    };
}
