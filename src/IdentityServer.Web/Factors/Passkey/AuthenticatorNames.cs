using System.Text.Json;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Names of passkey providers and security keys by their AAGUID. For people to read: being named here is no sign of trust.</summary>
internal static class AuthenticatorNames
{
    private static readonly Lazy<Dictionary<Guid, string>> Names = new(Read);

    /// <summary>Null where the model is unknown, or not told.</summary>
    public static string? Find(Guid aaguid) => Names.Value.GetValueOrDefault(aaguid);

    private static Dictionary<Guid, string> Read()
    {
        using var file = typeof(AuthenticatorNames).Assembly.GetManifestResourceStream("aaguid-names.json")!;
        return JsonSerializer.Deserialize<Dictionary<Guid, string>>(file)!;
    }
}
