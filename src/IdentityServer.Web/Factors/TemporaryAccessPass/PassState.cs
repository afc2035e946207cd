using System.Text.Json;

namespace IdentityServer.Web.Factors.TemporaryAccessPass;

/// <summary>What is kept of a pass.</summary>
/// <param name="Hash">Keyed hash of its characters.</param>
/// <param name="Once">Good for one sign-in only.</param>
/// <param name="Reason">Why it was issued, for those who look after it.</param>
internal sealed record PassState(byte[] Hash, DateTime ExpiresUtc, bool Once, string Reason, DateTime? UsedUtc = null)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static PassState FromJson(string json) => JsonSerializer.Deserialize<PassState>(json)!;

    /// <summary>Prints no hash.</summary>
    public override string ToString() => nameof(PassState);
}
