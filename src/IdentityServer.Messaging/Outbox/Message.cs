namespace IdentityServer.Messaging.Outbox;

/// <summary>One message to one person, ready to be sent.</summary>
public sealed record Message
{
    public required Guid Id { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>An e-mail address or an E.164 number.</summary>
    public required string To { get; init; }

    /// <summary>"DMC Hosting (via IdentityServer) &lt;no-reply@…&gt;", or a number; null leaves it to the sender.</summary>
    public string? From { get; init; }

    public string Subject { get; init; } = "";

    public required string Text { get; init; }

    public string? Html { get; init; }

    /// <summary>The template's name, e.g. "method-added".</summary>
    public required string Template { get; init; }

    public required string Culture { get; init; }

    /// <summary>What was filled in; may hold a live code, so it is encrypted at rest and blanked once sent.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The first provider's message did not arrive, as far as the person can tell: the second one carries this, where there is one.</summary>
    public bool BySecondProvider { get; init; }

    /// <summary>One of many that nobody waits for: whatever else is due goes first.</summary>
    public bool IsBulk { get; init; }

    public Guid? OrganizationId { get; init; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>Not worth sending any more from here on.</summary>
    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Prints neither text nor values.</summary>
    public override string ToString() => $"Message {Id} ({Template}, {Channel})";
}

/// <summary>How a message travels. The numbers are stored.</summary>
public enum Channel
{
    Email = 0,
    Sms = 1,
    Voice = 2,
}
