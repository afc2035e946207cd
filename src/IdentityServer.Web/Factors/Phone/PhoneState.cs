using System.Text.Json;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>What is kept of a phone: its number in E.164.</summary>
internal sealed record PhoneState(string Number)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static PhoneState FromJson(string json) => JsonSerializer.Deserialize<PhoneState>(json)!;

    /// <summary>Prints no number.</summary>
    public override string ToString() => nameof(PhoneState);
}
