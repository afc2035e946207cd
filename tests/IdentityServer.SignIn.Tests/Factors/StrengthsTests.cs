using FsCheck.Fluent;
using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Tests.Factors;

public sealed class StrengthsTests
{
    private const FactorKinds Know = FactorKinds.Knowledge;
    private const FactorKinds Have = FactorKinds.Possession;
    private const FactorKinds Are = FactorKinds.Inherence;

    [Theory]
    [InlineData(FactorKinds.None, Resistance.None, FactorKinds.None, Resistance.None, Strength.None)]
    [InlineData(Know, Resistance.None, FactorKinds.None, Resistance.None, Strength.Single)]
    [InlineData(Have, Resistance.PhishingInHardware, FactorKinds.None, Resistance.None, Strength.Single)]
    [InlineData(Know, Resistance.None, Know, Resistance.None, Strength.Single)]
    [InlineData(Have, Resistance.None, Have, Resistance.None, Strength.Single)]
    [InlineData(Know, Resistance.None, Have, Resistance.None, Strength.Mfa)]
    [InlineData(Have | Are, Resistance.None, FactorKinds.None, Resistance.None, Strength.Mfa)]
    [InlineData(Know, Resistance.None, Have, Resistance.Phishing, Strength.Phr)]
    [InlineData(Have | Are, Resistance.Phishing, FactorKinds.None, Resistance.None, Strength.Phr)]
    [InlineData(Know, Resistance.None, Have, Resistance.PhishingInHardware, Strength.Phrh)]
    [InlineData(Know | Have | Are, Resistance.PhishingInHardware, Know, Resistance.None, Strength.Phrh)]
    public void Counts_kinds_of_evidence_not_factors(FactorKinds first, Resistance firstResistance, FactorKinds second, Resistance secondResistance, Strength expected)
    {
        Proof[] proofs = [ProofOf(first, firstResistance), ProofOf(second, secondResistance)];

        Assert.Equal(expected, Strengths.Of(proofs));
    }

    [Fact]
    public void Nothing_shown_has_no_strength() => Assert.Equal(Strength.None, Strengths.Of([]));

    [Fact]
    public void More_proofs_never_weaken_and_their_order_is_no_matter()
    {
        var kinds = Gen.Elements(FactorKinds.None, Know, Have, Are, Have | Are);
        var proofs = (from shows in kinds from resistance in Gen.Elements(Enum.GetValues<Resistance>()) select ProofOf(shows, resistance)).ListOf().ToArbitrary();

        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(proofs, list =>
            Strengths.Of([.. list]) == Strengths.Of([.. list.AsEnumerable().Reverse()])
            && list.All(left => Strengths.Of([.. list]) >= Strengths.Of([.. list.Where(proof => !ReferenceEquals(proof, left))]))));
    }

    [Theory]
    [InlineData(Strength.Single, "single")]
    [InlineData(Strength.Mfa, "mfa")]
    [InlineData(Strength.Phr, "phr")]
    [InlineData(Strength.Phrh, "phrh")]
    public void Has_an_acr_value_that_is_read_back(Strength strength, string acr)
    {
        Assert.Equal(acr, strength.ToAcr());
        Assert.Equal(strength, Strengths.FromAcr(acr));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MFA")]
    [InlineData("none")]
    [InlineData("urn:mace:incommon:iap:silver")]
    public void Leaves_acr_values_of_others_unread(string acr) => Assert.Null(Strengths.FromAcr(acr));

    private static Proof ProofOf(FactorKinds shows, Resistance resistance) => new("x", shows, resistance, [], default);
}
