using System.Diagnostics;
using System.Security.Cryptography;

namespace IdentityServer.Load.Machine;

/// <summary>
/// What a bare signature costs on this machine at this moment. A machine that others use too is slower for all alike, so figures of one run
/// are told as multiples of it.
/// </summary>
internal sealed class Signatures : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _data = RandomNumberGenerator.GetBytes(500);

    /// <summary>CPU-seconds for 1,000 signatures.</summary>
    public double Rs256() => Measure(200, () => _rsa.SignData(_data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>CPU-seconds for 1,000 signatures.</summary>
    public double Es256() => Measure(2000, () => _ecdsa.SignData(_data, HashAlgorithmName.SHA256));

    public void Dispose()
    {
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    private static double Measure(int count, Func<byte[]> sign)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < count; i++) sign();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / count * 1000;
    }
}
