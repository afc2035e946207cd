using System.Globalization;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Admin.Logs;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;

namespace IdentityServer.Web.Tests.Admin.Logs;

public sealed class EventTextsTests
{
    private static readonly IStringLocalizer<Texts> Localizer =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();

    public static TheoryData<string> Events => [.. EventTexts.All];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_words_in_both_languages(string what)
    {
        var (english, french) = (In("en", () => EventTexts.Of(what, Localizer)), In("fr", () => EventTexts.Of(what, Localizer)));

        Assert.NotEqual(what, english);
        Assert.NotEqual(english, french);
    }

    [Fact]
    public void No_two_events_have_the_same_words() =>
        Assert.Equal(EventTexts.All.Count, EventTexts.All.Select(what => In("fr", () => EventTexts.Of(what, Localizer))).Distinct().Count());

    [Fact]
    public void An_event_of_a_newer_server_is_called_by_its_name() => Assert.Equal("teleported", EventTexts.Of("teleported", Localizer));

    [Fact]
    public void Says_why_a_proof_was_refused()
    {
        var rejected = new AuditEntry { Id = Guid.NewGuid(), AtUtc = DateTime.UnixEpoch, Event = AuditEvents.FactorRejected, Succeeded = false };

        Assert.Equal("The code's time was up.", Why(rejected with { Detail = "reset: Expired" }));
        Assert.Equal("The code was right and had been used.", Why(rejected with { Detail = nameof(RejectionHint.UsedBefore) }));
        Assert.Equal("revoked by its authority", Why(rejected with { Detail = "revoked by its authority" }));
        Assert.Null(Why(rejected));
        Assert.Equal("3 left", Why(rejected with { Event = AuditEvents.EnrollmentSkipped, Detail = "3 left" }));
    }

    private static string? Why(AuditEntry entry) => In("en", () => EventTexts.ReasonOf(entry, Localizer));

    private static T In<T>(string culture, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
