using System.Diagnostics;
using System.Globalization;
using System.Net;
using IdentityServer.EndToEnd.Tests.Support;
using Npgsql;

namespace IdentityServer.EndToEnd.Tests.Nodes;

/// <summary>A thousand guesses at once, spread over the nodes, are as many as the policy allows.</summary>
public sealed class FloodTests(TwoNodes nodes) : IClassFixture<TwoNodes>, IDisposable
{
    private const int Guesses = 1000;
    private const int Free = 10;

    private static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(60);

    private readonly Browser _browser = new(nodes.A, nodes.B);
    private readonly Application _application = new();

    public void Dispose()
    {
        _browser.Dispose();
        _application.Dispose();
    }

    [Fact]
    public async Task A_thousand_parallel_guesses_lock_the_network_out_and_are_counted_over_both_nodes()
    {
        var person = nodes.Population.TakePlain();
        var page = await _browser.OpenAsync(_application.AuthorizeAddress(nodes.A));
        page = await _browser.SubmitAsync(page, new Dictionary<string, string> { ["Identifier"] = person.UserName });

        var since = Stopwatch.GetTimestamp();
        var first = await Task.WhenAll(Enumerable.Range(0, Guesses / 10).Select(number => GuessAsync(page, number)));
        var right = await _browser.SubmitAsync(page, new Dictionary<string, string> { ["Password"] = Person.Password });
        var untilRight = Stopwatch.GetElapsedTime(since);
        var others = await Task.WhenAll(Enumerable.Range(Guesses / 10, Guesses - Guesses / 10).Select(number => GuessAsync(page, number)));

        Assert.All(first.Concat(others), status => Assert.Contains(status, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable }));
        Assert.SkipWhen(untilRight > FirstLock, "This machine is too busy to send a hundred guesses before the lock of a minute ends.");
        Assert.Equal("/factors/password/challenge", right.Path);

        // Each lock that ends meanwhile lets one more try through.
        var ended = (int)(Stopwatch.GetElapsedTime(since) / FirstLock);
        var audited = await AuditAsync(person);
        Assert.InRange(audited.GetValueOrDefault("factor_rejected"), 1, Free + ended);
        Assert.True(audited.GetValueOrDefault("throttled") > 0);
        Assert.Equal(["factor_rejected", "throttled"], audited.Keys.Order());
    }

    private async Task<HttpStatusCode> GuessAsync(Page page, int number)
    {
        var address = new Uri(number % 2 == 0 ? nodes.A.Address : nodes.B.Address, page.Address.PathAndQuery);
        var typed = new Dictionary<string, string> { ["Password"] = string.Create(CultureInfo.InvariantCulture, $"guess number {number}") };
        using var request = Browser.Submission(page with { Address = address }, typed);
        using var answer = await _browser.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<Dictionary<string, long>> AuditAsync(Person person)
    {
        await using var source = NpgsqlDataSource.Create(nodes.Database.ConnectionString);
        await using var command = source.CreateCommand(
            """SELECT a."Event", count(*) FROM "Audit" a JOIN "Accounts" c ON c."Id" = a."AccountId" WHERE c."UserName" = $1 GROUP BY 1""");
        command.Parameters.AddWithValue(person.UserName);
        var counts = new Dictionary<string, long>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) counts[rows.GetString(0)] = rows.GetInt64(1);
        return counts;
    }
}
