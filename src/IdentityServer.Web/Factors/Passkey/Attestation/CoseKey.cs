using System.Formats.Cbor;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>A public key in COSE form (RFC 9052 §7, RFC 9053), in the few shapes that WebAuthn §5.8.5 has.</summary>
internal sealed record CoseKey
{
    public const long OctetKeyPair = 1, EllipticCurve = 2, Rsa = 3;

    private const long TypeLabel = 1, AlgorithmLabel = 3, CurveOrModulusLabel = -1, XOrExponentLabel = -2, YLabel = -3;

    /// <summary>Coordinates of a curve have one length each (RFC 9053 §7.1.1).</summary>
    private static readonly Dictionary<long, (long Algorithm, int Length)> Curves = new() { [1] = (CoseAlgorithms.ES256, 32), [2] = (CoseAlgorithms.ES384, 48), [3] = (CoseAlgorithms.ES512, 66) };

    public required long Type { get; init; }

    public required long Algorithm { get; init; }

    /// <summary>1, 2, 3: P-256, P-384, P-521.</summary>
    public long Curve { get; init; }

    public byte[] X { get; init; } = [];

    public byte[] Y { get; init; } = [];

    public byte[] Modulus { get; init; } = [];

    public byte[] Exponent { get; init; } = [];

    /// <exception cref="FormatException">A member is missing or has the wrong length.</exception>
    /// <exception cref="CborContentException">It is not CBOR in CTAP2's canonical form.</exception>
    /// <exception cref="InvalidOperationException">It holds other types than it should.</exception>
    public static CoseKey Parse(byte[] encoded)
    {
        var members = ReadMembers(encoded);
        var type = Integer(members, TypeLabel);
        var key = new CoseKey { Type = type, Algorithm = Integer(members, AlgorithmLabel) };
        return type switch
        {
            EllipticCurve => key with
            {
                Curve = Integer(members, CurveOrModulusLabel), X = Bytes(members, XOrExponentLabel), Y = Bytes(members, YLabel),
            },
            Rsa => key with { Modulus = Bytes(members, CurveOrModulusLabel), Exponent = Bytes(members, XOrExponentLabel) },
            OctetKeyPair => key with { Curve = Integer(members, CurveOrModulusLabel), X = Bytes(members, XOrExponentLabel) },
            _ => throw new FormatException("The key is of a type that no algorithm here uses."),
        };
    }

    /// <summary>
    /// Why this key isn't good enough to be kept; null if it is. RFC 9053 lets any curve go with any hash, WebAuthn §5.8.5 ties them together.
    /// </summary>
    public string? Weakness() => Type switch
    {
        EllipticCurve when !Curves.TryGetValue(Curve, out var curve) || curve.Algorithm != Algorithm => "The key's curve doesn't fit its algorithm.",
        EllipticCurve when X.Length != Curves[Curve].Length || Y.Length != Curves[Curve].Length => "The key's coordinates have the wrong length.",
        Rsa when !CoseAlgorithms.IsRsa(Algorithm) => "The key's type doesn't fit its algorithm.",
        Rsa when Modulus.AsSpan().TrimStart((byte)0).Length < 256 => "An RSA key has to have 2,048 bits.",
        OctetKeyPair => "Edwards curves are not supported.",
        _ => null,
    };

    private static Dictionary<long, object> ReadMembers(byte[] encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Ctap2Canonical);
        var members = new Dictionary<long, object>();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var label = reader.ReadInt64();
            switch (reader.PeekState())
            {
                case CborReaderState.ByteString: members[label] = reader.ReadByteString(); break;
                case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger: members[label] = reader.ReadInt64(); break;
                default: reader.SkipValue(); break;
            }
        }

        reader.ReadEndMap();
        return members;
    }

    private static long Integer(Dictionary<long, object> members, long label) =>
        members.GetValueOrDefault(label) as long? ?? throw new FormatException($"The key lacks its member {label}.");

    private static byte[] Bytes(Dictionary<long, object> members, long label) =>
        members.GetValueOrDefault(label) as byte[] ?? throw new FormatException($"The key lacks its member {label}.");
}
