using System.Globalization;
using System.Text.Json;
using IdentityServer.DemoClient.Texts;

namespace IdentityServer.DemoClient.Pages;

/// <summary>One claim: what it is called, says and means, and its time in words.</summary>
internal sealed record ClaimView(string Name, string Value, string? Human, string? Meaning)
{
    private static readonly string[] Times = ["exp", "iat", "nbf", "auth_time", "updated_at"];

    public static ClaimView From(JsonProperty member, DateTimeOffset now)
    {
        var value = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        var human = Times.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300800
            ? Tell(DateTimeOffset.FromUnixTimeSeconds(seconds), now)
            : null;
        return new ClaimView(member.Name, value, human, ClaimMeanings.For(member.Name));
    }

    private static string Tell(DateTimeOffset time, DateTimeOffset now)
    {
        var date = time.ToString("G", CultureInfo.CurrentCulture) + " UTC";
        var distance = (time - now).Duration();
        var amount = distance switch
        {
            { TotalSeconds: < 90 } => Words.Say("{0} s", (int)Math.Round(distance.TotalSeconds)),
            { TotalMinutes: < 90 } => Words.Say("{0} min", (int)Math.Round(distance.TotalMinutes)),
            { TotalHours: < 36 } => Words.Say("{0} h", (int)Math.Round(distance.TotalHours)),
            _ => Words.Say("{0} days", (int)Math.Round(distance.TotalDays)),
        };
        return time >= now ? Words.Say("{0}, in {1}", date, amount) : Words.Say("{0}, {1} ago", date, amount);
    }
}
