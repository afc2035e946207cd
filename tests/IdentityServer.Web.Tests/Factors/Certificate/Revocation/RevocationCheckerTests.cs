using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn.Certificates;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Certificate;
using IdentityServer.Web.Factors.Certificate.Revocation;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate.Revocation;

/// <summary>Lists and responders as they are asked over the network, from an authority's server that says what a test likes.</summary>
public sealed class RevocationCheckerTests : IAsyncLifetime
{
    private readonly TestIssuer _issuer = TestIssuer.CreateRoot();
    private readonly MemoryLists _stored = new();
    private readonly CertificateOptions _options = new() { AllowPrivateNetworks = true, ListRefresh = TimeSpan.Zero, FetchTimeout = TimeSpan.FromSeconds(20) };
    private readonly MovableClock _clock = new();
    private TestResponder _responder = null!;

    public async ValueTask InitializeAsync() => _responder = await TestResponder.StartAsync(_issuer);

    public ValueTask DisposeAsync() => _responder.DisposeAsync();

    [Fact]
    public async Task Asks_nobody_where_there_is_nobody_to_ask_unless_policy_insists()
    {
        var certificate = _issuer.Issue(new());

        Assert.Null(await CheckAsync(certificate, crl: null));
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, crl: null, new() { RequireRevocationCheck = true }));
    }

    [Fact]
    public async Task Believes_the_authoritys_list()
    {
        var (good, revoked) = (_issuer.Issue(new()), _issuer.Issue(new()));
        _responder.Lists["a.crl"] = _issuer.ListRevoked(1, Tomorrow, revoked);

        Assert.Null(await CheckAsync(good, _responder.ListUrl("a.crl")));
        Assert.Equal(Refusal.Revoked, await CheckAsync(revoked, _responder.ListUrl("a.crl")));
    }

    [Fact]
    public async Task Reads_a_list_from_a_file()
    {
        using var folder = new TestSupport.TemporaryFolder();
        var (good, revoked) = (_issuer.Issue(new()), _issuer.Issue(new()));
        var path = Path.Combine(folder.Path, "a.crl");
        await File.WriteAllBytesAsync(path, _issuer.ListRevoked(1, Tomorrow, revoked), TestContext.Current.CancellationToken);

        Assert.Null(await CheckAsync(good, path));
        Assert.Equal(Refusal.Revoked, await CheckAsync(revoked, path));
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(good, path + ".missing"));
    }

    [Fact]
    public async Task Refuses_where_the_list_is_missing_forged_stale_or_too_large()
    {
        var certificate = _issuer.Issue(new());
        _responder.Lists["forged.crl"] = TestIssuer.CreateRoot().ListRevoked(1, Tomorrow);
        _responder.Lists["stale.crl"] = _issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(-1));
        _responder.Lists["large.crl"] = new byte[2000];
        _responder.Lists["text.crl"] = "<html></html>"u8.ToArray();
        _options.LargestList = 1500;

        foreach (var name in new[] { "missing.crl", "forged.crl", "stale.crl", "large.crl", "text.crl" })
            Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, _responder.ListUrl(name)));
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, "http://127.0.0.1:1/a.crl"));
        Assert.Empty(_stored.Saved);
    }

    [Fact]
    public async Task Goes_on_with_the_last_list_while_the_server_is_away_and_no_longer_than_that_holds()
    {
        var certificate = _issuer.Issue(new() { NotAfter = DateTimeOffset.UtcNow.AddDays(30) });
        _responder.Lists["a.crl"] = _issuer.ListRevoked(1, Tomorrow);
        Assert.Null(await CheckAsync(certificate, _responder.ListUrl("a.crl")));
        _responder.Lists.Clear();

        Assert.Null(await CheckAsync(certificate, _responder.ListUrl("a.crl")));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, _responder.ListUrl("a.crl")));
    }

    [Fact]
    public async Task Does_not_go_back_to_an_older_list()
    {
        var revoked = _issuer.Issue(new());
        _responder.Lists["a.crl"] = _issuer.ListRevoked(5, Tomorrow, revoked);
        Assert.Equal(Refusal.Revoked, await CheckAsync(revoked, _responder.ListUrl("a.crl")));

        _responder.Lists["a.crl"] = _issuer.ListRevoked(4, Tomorrow);

        Assert.Equal(Refusal.Revoked, await CheckAsync(revoked, _responder.ListUrl("a.crl")));
        _responder.Lists["a.crl"] = _issuer.ListRevoked(6, Tomorrow);
        Assert.Null(await CheckAsync(revoked, _responder.ListUrl("a.crl")));
    }

    [Fact]
    public async Task Asks_for_a_list_again_only_when_it_is_due()
    {
        _options.ListRefresh = TimeSpan.FromMinutes(30);
        var certificate = _issuer.Issue(new());
        _responder.Lists["a.crl"] = _issuer.ListRevoked(1, Tomorrow);
        Assert.Null(await CheckAsync(certificate, _responder.ListUrl("a.crl")));
        _responder.Lists["a.crl"] = _issuer.ListRevoked(2, Tomorrow, certificate);

        Assert.Null(await CheckAsync(certificate, _responder.ListUrl("a.crl")));
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(Refusal.Revoked, await CheckAsync(certificate, _responder.ListUrl("a.crl")));
    }

    [Fact]
    public async Task Asks_the_responder_that_the_certificate_names()
    {
        var certificate = _issuer.Issue(new() { Responder = _responder.OcspUrl });

        Assert.Null(await CheckAsync(certificate, crl: null));
        _responder.Wishes = new() { Status = 1 };
        Assert.Equal(Refusal.Revoked, await CheckAsync(certificate, crl: null));
        Assert.Null(await CheckAsync(certificate, crl: null, new() { UseNamedResponders = false }));
    }

    [Fact]
    public async Task Asks_the_responder_that_policy_names()
    {
        var policy = new CertificatePolicy { Responders = [new(Authority.Of(Trusted(null)).Thumbprint, _responder.OcspUrl)] };
        _responder.Wishes = new() { Status = 1 };

        Assert.Equal(Refusal.Revoked, await CheckAsync(_issuer.Issue(new()), crl: null, policy));
    }

    [Fact]
    public async Task Believes_whom_the_authority_lets_answer_and_nobody_else()
    {
        var certificate = _issuer.Issue(new() { Responder = _responder.OcspUrl });

        _responder.Wishes = new() { Signer = _issuer.Issue(new() { Name = "Responder", Usage = TestIssuer.OcspSigning }) };
        Assert.Null(await CheckAsync(certificate, crl: null));
        _responder.Wishes = new() { Signer = _issuer.Issue(new() { Name = "No responder" }) };
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, crl: null));
        _responder.Wishes = new() { Signer = TestIssuer.CreateRoot().Issue(new() { Name = "Responder", Usage = TestIssuer.OcspSigning }) };
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, crl: null));
        _responder.Wishes = new() { Signer = TestIssuer.CreateRoot().Certificate };
        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, crl: null));
    }

    [Fact]
    public async Task Refuses_an_answer_that_is_old_about_another_or_to_another_question()
    {
        var certificate = _issuer.Issue(new() { Responder = _responder.OcspUrl });
        ResponderWishes[] wrong =
        [
            new() { ThisUpdate = DateTimeOffset.UtcNow.AddDays(-2), NextUpdate = DateTimeOffset.UtcNow.AddDays(-1) },
            new() { ThisUpdate = DateTimeOffset.UtcNow.AddHours(-2), NextUpdate = null },
            new() { ThisUpdate = DateTimeOffset.UtcNow.AddHours(1) },
            new() { Nonce = [1, 2, 3] },
            new() { SerialNumber = new byte[] { 1, 2, 3 } },
            new() { Status = 2 },
        ];

        foreach (var wishes in wrong)
        {
            _responder.Wishes = wishes;
            Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, crl: null));
        }

        _responder.Wishes = new() { LeavesNonceOut = true };
        Assert.Null(await CheckAsync(certificate, crl: null));
    }

    [Fact]
    public async Task Falls_back_on_the_list_where_the_responder_does_not_answer()
    {
        var certificate = _issuer.Issue(new() { Responder = _responder.Origin + "/nowhere" });
        _responder.Lists["a.crl"] = _issuer.ListRevoked(1, Tomorrow);

        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(certificate, crl: null));
        Assert.Null(await CheckAsync(certificate, _responder.ListUrl("a.crl")));
    }

    [Fact]
    public async Task Goes_to_no_address_of_the_inner_network_unless_allowed()
    {
        _options.AllowPrivateNetworks = false;
        _responder.Lists["a.crl"] = _issuer.ListRevoked(1, Tomorrow);

        Assert.Equal(Refusal.RevocationUnknown, await CheckAsync(_issuer.Issue(new()), _responder.ListUrl("a.crl")));
    }

    [Theory, InlineData("10.1.2.3"), InlineData("127.0.0.1"), InlineData("169.254.169.254"), InlineData("172.20.0.1"), InlineData("192.168.1.1"), InlineData("::1"), InlineData("fd00::1"),
        InlineData("fe80::1"), InlineData("::ffff:10.0.0.1"), InlineData("0.0.0.0"), InlineData("100.64.0.1"), InlineData("::")]
    public void Knows_the_inner_network(string address) => Assert.False(GuardedFetcher.IsPublic(System.Net.IPAddress.Parse(address)));

    [Theory, InlineData("1.1.1.1"), InlineData("172.32.0.1"), InlineData("2606:4700::1111")]
    public void Knows_the_outer_network(string address) => Assert.True(GuardedFetcher.IsPublic(System.Net.IPAddress.Parse(address)));

    private static DateTimeOffset Tomorrow => DateTimeOffset.UtcNow.AddDays(1);

    private async Task<Refusal?> CheckAsync(X509Certificate2 certificate, string? crl, CertificatePolicy? policy = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = Options.Create(_options);
        using var fetcher = new GuardedFetcher(options);
        var lists = new Web.Factors.Certificate.Revocation.RevocationLists(_stored, new ReadLists(), fetcher, options, _clock, NullLogger<Web.Factors.Certificate.Revocation.RevocationLists>.Instance);
        var chain = Assert.IsType<ChainOutcome.Good>(ChainBuilder.Build(certificate, [Authority.Of(Trusted(crl))], DateTime.UtcNow)).Chain;
        return (await new RevocationChecker(lists, fetcher, _clock).CheckAsync(chain, policy ?? new(), ct))?.Why;
    }

    private TrustedAuthority Trusted(string? crl) => new() { Id = Guid.NewGuid(), OrganizationId = Guid.NewGuid(), Certificate = _issuer.Pem, Crl = crl, Mapping = "principalName" };

    private sealed class MemoryLists : IRevocationListStore
    {
        public Dictionary<string, StoredRevocationList> Saved { get; } = [];

        public Task<StoredRevocationList?> FindAsync(string source, CancellationToken ct) => Task.FromResult(Saved.GetValueOrDefault(source));

        public Task SaveAsync(string source, StoredRevocationList list, CancellationToken ct)
        {
            Saved[source] = list;
            return Task.CompletedTask;
        }
    }
}
