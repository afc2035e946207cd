using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Benchmarks;

/// <summary>Compact JWS: with keys of our own, kept ready, and with keys that others hold, read anew each time; the bare signature to compare with.</summary>
[MemoryDiagnoser, ShortRunJob]
public class JoseBenchmarks
{
    private readonly Engine _engine = new();
    private readonly ECDsa _bare = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _signature = new byte[64];
    private SigningKey _key = null!;
    private JsonWebKey _foreign = null!;
    private byte[] _data = [];
    private string _token = "";
    private CompactJws _parsed = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _key = await _engine.Keys.CurrentAsync(SignatureAlgorithms.Es256, default);
        _foreign = _key.Material.Jwk;
        _token = System.Text.Encoding.ASCII.GetString(
            await _engine.AccessTokens.IssueAsync(Engine.Client, Engine.AudienceFor(SignatureAlgorithms.Es256), Engine.SignIn, default));
        _parsed = CompactJws.Parse(_token)!;
        _data = _parsed.SigningInput;
    }

    [Benchmark(Baseline = true)]
    public byte[] BareSignature() => _bare.SignData(_data, HashAlgorithmName.SHA256);

    [Benchmark]
    public void Sign() => _key.Sign(_data, _signature);

    [Benchmark]
    public bool Verify() => _key.Verify(_data, _parsed.Signature);

    [Benchmark]
    public bool VerifyWithForeignKey() => _parsed.IsSignedBy(_foreign, "ES256");

    [Benchmark]
    public CompactJws? Parse() => CompactJws.Parse(_token);
}
