using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn.Certificates;
using IdentityServer.Web.Factors.Certificate.Validation;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>The revocation lists of authorities: fetched when they are due, shared by all nodes, believed only if they hold.</summary>
internal sealed class RevocationLists(
    IRevocationListStore store, ReadLists memory, GuardedFetcher fetcher, IOptions<CertificateOptions> options, TimeProvider clock, ILogger<RevocationLists> log)
{
    /// <summary>The authority's list of today; null, with the problem, where there is none to be believed.</summary>
    public async Task<(RevocationList? List, string? Problem)> FindAsync(Authority authority, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var place = authority.Trusted.Crl!;
        // One authority's list may not stand in for another's, be they at one address.
        var source = $"{authority.Thumbprint} {place}";

        var stored = await store.FindAsync(source, ct);
        var kept = stored is null ? null : Usable(stored.Content, authority.Certificate, now).List;
        if (kept is not null && now - stored!.FetchedUtc < options.Value.ListRefresh) return (kept, null);

        var (content, problem) = await FetchAsync(place, ct);
        if (content is not null)
        {
            (var fetched, problem) = Usable(content, authority.Certificate, now);
            // RFC 5280 §5.2.3: numbers only grow. An older list that is still valid may be one from before a revocation, sent again.
            if (fetched is not null && NumberOf(stored) is { } last && !(fetched.Number >= last)) (fetched, problem) = (null, "its number is lower than that of the list before");
            if (fetched is not null)
            {
                await store.SaveAsync(source, new StoredRevocationList(content, fetched.Number?.ToString("X", CultureInfo.InvariantCulture), now, fetched.NextUpdateUtc), ct);
                return (fetched, null);
            }
        }

        log.ListNotUsable(place, problem);
        return kept is null ? (null, problem) : (kept, null);
    }

    private async Task<(byte[]? Content, string? Problem)> FetchAsync(string place, CancellationToken ct)
    {
        if (Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return await fetcher.GetAsync(address, ct);

        try
        {
            await using var file = File.OpenRead(address is { IsFile: true } ? address.LocalPath : place);
            return await GuardedFetcher.ReadAsync(file, options.Value.LargestList, ct) is { } content ? (content, null) : (null, "the file is too large");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, fault.Message);
        }
    }

    private (RevocationList? List, string? Problem) Usable(byte[] content, X509Certificate2 authority, DateTime now)
    {
        try
        {
            var list = memory.Read(content);
            return RevocationListChecks.ProblemOf(list, authority, now) is { } problem ? (null, problem) : (list, null);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException or FormatException)
        {
            return (null, fault.Message);
        }
    }

    private static BigInteger? NumberOf(StoredRevocationList? stored) =>
        stored?.Number is { } number ? BigInteger.Parse("0" + number, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null;
}

/// <summary>Lists that were read before: a large one takes its time.</summary>
internal sealed class ReadLists
{
    private const int Most = 32;

    private readonly ConcurrentDictionary<string, RevocationList> _lists = new(StringComparer.Ordinal);

    public RevocationList Read(byte[] content)
    {
        var key = Convert.ToHexString(SHA256.HashData(content));
        if (_lists.TryGetValue(key, out var known)) return known;

        var list = RevocationListReader.Read(content);
        if (_lists.Count >= Most) _lists.Clear();
        return _lists[key] = list;
    }
}
