using System.Globalization;
using System.Text.RegularExpressions;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>Alone on the machine, as far as this assembly goes: it measures time.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;

/// <summary>
/// Status, page and mean time are the same for known and unknown names: where somebody is named, where a password is wrong, where a code is
/// asked for or wrong in a reset, and where an account is created. Two hundred of each, in turns, each name once.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed partial class EqualTimeTests : IAsyncLifetime
{
    private const int Names = 200;
    private const double Tolerance = 0.05;

    /// <summary>
    /// Noise can only add a difference, and takes another side each time; one that the code makes is there in every round. So one quiet
    /// round shows that there is none.
    /// </summary>
    private const int Rounds = 6;

    private readonly ServerFixture _server = new() { Settings = ["--Limits:Scale=100000"], HashingRounds = new PasswordOptions().Iterations };

    private Company _company = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _company = await _server.AddCompanyAsync(new() { SelfRegistration = true });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task When_somebody_is_named() => AreAlikeAsync(ToSignInAsync, (visit, name) => visit.PostAsync(("Identifier", name)));

    [Fact]
    public Task When_somebody_is_named_to_reset_a_password() => AreAlikeAsync(ToResetStartAsync, (visit, name) => visit.PostAsync(("Identifier", name)));

    [Fact]
    public Task When_a_password_is_wrong() => AreAlikeAsync(
        async (visit, name) =>
        {
            await ToSignInAsync(visit, name);
            await visit.PostAsync(("Identifier", name));
        },
        (visit, _) => visit.PostAsync(("Password", "not the password")));

    [Fact]
    public Task When_a_code_is_asked_for_to_reset_a_password() => AreAlikeAsync(ToResetAsync, (visit, _) => visit.PostAsync(("way", "mailbox")));

    [Fact]
    public Task When_a_wrong_code_is_entered_to_reset_a_password() => AreAlikeAsync(
        async (visit, name) =>
        {
            await ToResetAsync(visit, name);
            await visit.PostAsync(("way", "mailbox"));
        },
        (visit, _) => visit.PostAsync(("Code", "000000")));

    [Theory]
    [InlineData("sms", "000000")]
    [InlineData("voice", "000000")]
    [InlineData("authenticatorApp", "000000")]
    [InlineData("recoveryCodes", "ABCDE-FGHJK")]
    [InlineData("temporaryAccessPass", "abcd-2345-efgh")]
    public async Task Whatever_else_is_tried_to_reset_a_password_looks_the_same(string way, string proof)
    {
        var names = await AddAccountsAsync(0, 2);
        var (known, unknown) = (new Series(), new Series());
        foreach (var (series, name) in new[] { (known, names[0]), (unknown, StrangerLike(names[1])) })
        {
            var visit = new FormClient(_server);
            await ToResetAsync(visit, name);
            series.Add(await visit.PostAsync(("way", way)), name);
            for (var tries = 0; tries < 6; tries++) series.Add(await visit.PostAsync(("Code", proof)), name);
        }

        Assert.Equal(unknown.Pages, known.Pages);
    }

    [Fact]
    public Task When_an_account_is_created() => AreAlikeAsync(ToRegistrationAsync, (visit, name) => visit.PostAsync(("Email", name)));

    private async Task ToSignInAsync(FormClient visit, string name) => await visit.OpenAsync(new ApplicationRequest(_server, _company).Url);

    private async Task ToResetStartAsync(FormClient visit, string name)
    {
        await ToSignInAsync(visit, name);
        await visit.OpenAsync(visit.LinkTo("/recovery/start"));
    }

    private async Task ToResetAsync(FormClient visit, string name)
    {
        await ToResetStartAsync(visit, name);
        await visit.PostAsync(("Identifier", name));
    }

    private async Task ToRegistrationAsync(FormClient visit, string name)
    {
        await ToSignInAsync(visit, name);
        await visit.OpenAsync(visit.LinkTo("/registration/start"));
    }

    private async Task AreAlikeAsync(Func<FormClient, string, Task> prepare, Func<FormClient, string, Task<FormAnswer>> act)
    {
        var differences = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var (known, unknown) = await MeasureAsync(round, prepare, act);
            Assert.Equal(unknown.Pages, known.Pages);

            var (first, second) = (MeanOf(known.Times), MeanOf(unknown.Times));
            differences.Add(Math.Abs(first - second) / Math.Max(first, second));
            if (differences[^1] <= Tolerance) return;
        }

        Assert.Fail($"The times differ by {string.Join(", ", differences.Select(difference => difference.ToString("P1", CultureInfo.InvariantCulture)))}.");
    }

    private async Task<(Series Known, Series Unknown)> MeasureAsync(int round, Func<FormClient, string, Task> prepare, Func<FormClient, string, Task<FormAnswer>> act)
    {
        var accounts = await AddAccountsAsync(round, Names);
        var (known, unknown) = (new Series(), new Series());

        // Whoever comes second might find something warm.
        var visits = accounts.SelectMany((name, n) =>
        {
            var (own, strange) = ((Series: known, Name: name, Visit: new FormClient(_server)), (Series: unknown, Name: StrangerLike(name), Visit: new FormClient(_server)));
            return n % 2 == 0 ? new[] { own, strange } : [strange, own];
        }).ToList();

        // Side by side up to what is measured: pages that answer evenly keep their visitors waiting.
        await Parallel.ForEachAsync(
            visits, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (one, _) => await prepare(one.Visit, one.Name));
        foreach (var (series, name, visit) in visits) series.Add(await act(visit, name), name);
        return (known, unknown);
    }

    private static string StrangerLike(string account) => account.Replace("person", "nobody", StringComparison.Ordinal);

    /// <summary>They share one password: hashing it two hundred times would take longer than all that is measured.</summary>
    private async Task<IReadOnlyList<string>> AddAccountsAsync(int round, int count)
    {
        var hash = _server.Services.GetRequiredService<PasswordHashing>().Hash("harbour lantern 17");
        var names = Enumerable.Range(0, count).Select(n => $"person-{round}-{n}").ToList();
        await _server.ApplyAsync(new
        {
            accounts = names.Select(name => new
            {
                userName = name, email = name + "@equal.example", password = hash, organization = _company.Slug, totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            }),
        });
        return [.. names.Select(name => name + "@equal.example")];
    }

    /// <summary>Of the middle half: what the garbage collector and the neighbours do is at the ends.</summary>
    private static double MeanOf(List<TimeSpan> times) =>
        times.Order().Skip(times.Count / 4).Take(times.Count / 2).Average(time => time.TotalMilliseconds);

    private sealed partial class Series
    {
        public List<TimeSpan> Times { get; } = [];

        /// <summary>Each kind of answer once, without what differs from one journey to the next.</summary>
        public SortedSet<string> Pages { get; } = new(StringComparer.Ordinal);

        public void Add(FormAnswer answer, string name)
        {
            Times.Add(answer.Took);
            var html = JourneyId().Replace(answer.Html.Replace(name, "NAME", StringComparison.OrdinalIgnoreCase), "JOURNEY");
            html = FormToken().Replace(html, "$1");
            html = Countdown().Replace(html, "$1");
            html = WaitInWords().Replace(html, " S s");
            Pages.Add(answer.Statuses + "\n" + Initial().Replace(html, "$1"));
        }

        [GeneratedRegex("[0-9a-f]{32}")]
        private static partial Regex JourneyId();

        [GeneratedRegex("(name=\"__RequestVerificationToken\"[^>]* value=\")[^\"]*")]
        private static partial Regex FormToken();

        [GeneratedRegex("(data-countdown=\")[0-9]+")]
        private static partial Regex Countdown();

        [GeneratedRegex(" [0-9]+ s\\b")]
        private static partial Regex WaitInWords();

        // The first letter of what was typed.
        [GeneratedRegex("(<span class=\"monogram round\"[^>]*>)[^<]*")]
        private static partial Regex Initial();
    }
}
