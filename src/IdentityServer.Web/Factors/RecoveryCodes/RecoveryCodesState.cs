using System.Text.Json;

namespace IdentityServer.Web.Factors.RecoveryCodes;

/// <summary>What is kept of recovery codes: keyed hashes of those that are left.</summary>
internal sealed record RecoveryCodesState(IReadOnlyList<byte[]> Hashes)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static RecoveryCodesState FromJson(string json) => JsonSerializer.Deserialize<RecoveryCodesState>(json)!;

    /// <summary>Prints no hash.</summary>
    public override string ToString() => $"{Hashes.Count} recovery codes";
}
