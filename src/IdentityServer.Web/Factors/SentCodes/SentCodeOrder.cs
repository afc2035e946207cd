using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>A code to be sent.</summary>
internal sealed record SentCodeOrder
{
    /// <summary>What the code is good for, and nothing else: "sms", "phone:enroll".</summary>
    public required string Purpose { get; init; }

    public required Guid JourneyId { get; init; }

    public Guid? AccountId { get; init; }

    /// <summary>The number or address that it goes to.</summary>
    public required string Target { get; init; }

    public required Channel Channel { get; init; }

    public required SentCodeRules Rules { get; init; }

    /// <summary>How many messages may be sent, counted over all purposes.</summary>
    public required IReadOnlyList<SendQuota> Quotas { get; init; }

    /// <summary>Makes the message that carries the code.</summary>
    public required Func<string, Message> Compose { get; init; }

    /// <summary>Prints no target.</summary>
    public override string ToString() => $"SentCodeOrder {Purpose}";
}

/// <summary>So many messages in so much time.</summary>
internal sealed record SendQuota(string Key, int Limit, TimeSpan Window)
{
    public static SendQuota Hourly(string key, int limit) => new(key + ":hour", limit, TimeSpan.FromHours(1));

    public static SendQuota Daily(string key, int limit) => new(key + ":day", limit, TimeSpan.FromDays(1));
}

/// <summary>What became of an order.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>Code and message have joined the unit of work.</summary>
    public sealed record Queued : SendOutcome;

    /// <summary>One was sent a moment ago.</summary>
    public sealed record TooSoon(TimeSpan Wait) : SendOutcome;

    /// <summary>As many were sent as may be.</summary>
    public sealed record TooMany(TimeSpan Wait) : SendOutcome;

    /// <summary>The organization, or the server, sends nothing to that country.</summary>
    public sealed record CountryRefused : SendOutcome;
}
