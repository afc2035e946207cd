using System.Formats.Asn1;

namespace IdentityServer.Web.Factors.Certificate.Asn;

/// <summary>Reading points in time.</summary>
internal static class AsnTimes
{
    /// <summary>Time ::= CHOICE { utcTime, generalTime } (RFC 5280 §4.1.2.5).</summary>
    public static DateTime ReadTime(this AsnReader reader) => reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
        // Two digits from 50 on are of the last century (§4.1.2.5.1).
        ? reader.ReadUtcTime(2049).UtcDateTime
        : reader.ReadGeneralizedTime().UtcDateTime;

    public static bool IsTime(this AsnReader reader) =>
        reader.HasData && (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime));

    /// <summary>The next value has this context-specific tag.</summary>
    public static bool IsTagged(this AsnReader reader, int number) =>
        reader.HasData && reader.PeekTag() is { TagClass: TagClass.ContextSpecific } tag && tag.TagValue == number;
}
