using System.Text.Json;

namespace IdentityServer.Web.Factors.Email;

/// <summary>What is kept of a mailbox: its address.</summary>
internal sealed record EmailState(string Address)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static EmailState FromJson(string json) => JsonSerializer.Deserialize<EmailState>(json)!;

    /// <summary>Prints no address.</summary>
    public override string ToString() => nameof(EmailState);
}
