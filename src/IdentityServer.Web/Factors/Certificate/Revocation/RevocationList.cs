using System.Numerics;
using IdentityServer.Web.Factors.Certificate.Asn;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>A certificate revocation list as it was read (RFC 5280 §5). Whether it may be believed is <see cref="RevocationListChecks"/>' business.</summary>
internal sealed record RevocationList
{
    public required SignedStructure Structure { get; init; }

    /// <summary>The issuer's name, DER.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required DateTime ThisUpdateUtc { get; init; }

    public required DateTime NextUpdateUtc { get; init; }

    public BigInteger? Number { get; init; }

    /// <summary>Hexadecimal; null where the list doesn't name its key.</summary>
    public string? AuthorityKeyId { get; init; }

    public ListScope Scope { get; init; } = new(false, false, null);

    public required IReadOnlySet<string> SerialNumbers { get; init; }

    public bool Lists(ReadOnlySpan<byte> serialNumber) => SerialNumbers.Contains(Convert.ToHexString(serialNumber));
}

/// <summary>Which certificates a list is about (RFC 5280 §5.2.5).</summary>
/// <param name="PointNames">Addresses of the distribution point that the list is for; null where it is for all.</param>
internal sealed record ListScope(bool OnlyUsers, bool OnlyAuthorities, IReadOnlyList<string>? PointNames);
