using System.Formats.Asn1;
using IdentityServer.Web.Factors.Passkey.Attestation;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey.Attestation;

public sealed class AndroidKeyDescriptionTests
{
    private static readonly byte[] Challenge = [1, 2, 3];

    [Fact]
    public void Believes_the_secure_hardware_that_the_key_was_made_there()
    {
        var description = AndroidKeyDescription.Parse(Encode(software: _ => { }, hardware: Genuine));

        Assert.Equal(Challenge, description.Challenge);
        Assert.True(description.InHardware);
        Assert.False(description.IsContradicted);
        Assert.False(description.AllApplications);
    }

    [Fact]
    public void Does_not_take_the_word_of_software_for_hardware()
    {
        var description = AndroidKeyDescription.Parse(Encode(software: Genuine, hardware: _ => { }));

        Assert.False(description.InHardware);
        Assert.False(description.IsContradicted);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public void Notices_another_purpose_or_an_imported_key(int purpose, int origin)
    {
        var description = AndroidKeyDescription.Parse(Encode(software: _ => { }, hardware: list => Write(list, purpose, origin)));

        Assert.True(description.IsContradicted);
        Assert.False(description.InHardware);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Notices_a_key_that_every_application_may_use(bool inHardware)
    {
        var description = AndroidKeyDescription.Parse(inHardware ? Encode(_ => { }, WriteAllApplications) : Encode(WriteAllApplications, _ => { }));

        Assert.True(description.AllApplications);
    }

    private static void Genuine(AsnWriter list) => Write(list, purpose: 2, origin: 0);

    private static void Write(AsnWriter list, int purpose, int origin)
    {
        using (list.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
        using (list.PushSetOf())
        {
            list.WriteInteger(purpose);
        }

        // The algorithm: of no interest, but in the way.
        using (list.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2))) list.WriteInteger(3);
        using (list.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 702))) list.WriteInteger(origin);
    }

    private static void WriteAllApplications(AsnWriter list)
    {
        using (list.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 600))) list.WriteNull();
    }

    private static byte[] Encode(Action<AsnWriter> software, Action<AsnWriter> hardware)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(300);
            writer.WriteEnumeratedValue(Level.TrustedEnvironment);
            writer.WriteInteger(41);
            writer.WriteEnumeratedValue(Level.TrustedEnvironment);
            writer.WriteOctetString(Challenge);
            writer.WriteOctetString([]);
            using (writer.PushSequence()) software(writer);
            using (writer.PushSequence()) hardware(writer);
        }

        return writer.Encode();
    }

    private enum Level
    {
        Software = 0,
        TrustedEnvironment = 1,
    }
}
