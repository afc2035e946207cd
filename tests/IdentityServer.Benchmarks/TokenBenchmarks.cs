using BenchmarkDotNet.Attributes;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Benchmarks;

/// <summary>What the token endpoint does besides reading its request and its database.</summary>
[MemoryDiagnoser, ShortRunJob]
public class TokenBenchmarks
{
    private readonly Engine _engine = new();
    private byte[] _accessToken = [];
    private string _refreshToken = "";

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _accessToken = await AccessTokenEs256Async();
        await AccessTokenRs256Async();
        _refreshToken = await WriteRefreshTokenAsync();
    }

    [Benchmark]
    public async Task<byte[]> AccessTokenEs256Async() =>
        await _engine.AccessTokens.IssueAsync(Engine.Client, Engine.AudienceFor(SignatureAlgorithms.Es256), Engine.SignIn, default);

    [Benchmark]
    public async Task<byte[]> AccessTokenRs256Async() =>
        await _engine.AccessTokens.IssueAsync(Engine.Client, Engine.AudienceFor(SignatureAlgorithms.Rs256), Engine.SignIn, default);

    [Benchmark]
    public async Task<byte[]> IdTokenEs256Async() =>
        await _engine.IdTokens.IssueAsync(Engine.Client, Engine.SignIn, _accessToken, "nonce", null, default);

    [Benchmark]
    public async Task<string> WriteRefreshTokenAsync() => await _engine.RefreshTokens.WriteAsync(Engine.SignIn.GrantId, 7, default);

    [Benchmark]
    public async Task<bool> ReadRefreshTokenAsync() => await _engine.RefreshTokens.ReadAsync(_refreshToken, default) is not null;
}
