using System.Security.Cryptography;

namespace IdentityServer.Web.Factors.Push.WebPush;

/// <summary>Points of P-256 in the uncompressed form of SEC 1 §2.3.3: 4, x, y.</summary>
internal static class P256
{
    public static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <exception cref="CryptographicException">It is no uncompressed point.</exception>
    public static ECParameters PublicParameters(ReadOnlySpan<byte> point)
    {
        if (point.Length != MessageEncryption.PointLength || point[0] != 4) throw new CryptographicException("Not an uncompressed point of P-256.");
        return new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() } };
    }

    /// <summary>Whether the point lies on the curve.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> point)
    {
        try
        {
            using var key = ECDiffieHellman.Create(PublicParameters(point));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
