using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Storage.Model;

/// <summary>JSON columns: plain text on both databases.</summary>
internal static class StoredJson
{
    // By reflection: generated code sets every init-only property, so that one added later would come out of an older row as zero
    // instead of its default. These are read seldom and then cached.
    private static readonly JsonSerializerOptions WithDefaults = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly JsonSerializerOptions Registration = new(WithDefaults) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(IReadOnlyList<string> texts) => texts.Count is 0 ? "[]" : JsonSerializer.Serialize(texts, Generated.Default.IReadOnlyListString);

    public static IReadOnlyList<string> ReadTexts(string json) =>
        json is "[]" ? [] : JsonSerializer.Deserialize(json, Generated.Default.IReadOnlyListString) ?? [];

    public static string Write(IReadOnlyList<Proof> proofs) => JsonSerializer.Serialize(proofs, Generated.Default.IReadOnlyListProof);

    public static IReadOnlyList<Proof> ReadProofs(string json) => JsonSerializer.Deserialize(json, Generated.Default.IReadOnlyListProof) ?? [];

    public static string Write(IReadOnlyList<ClientSecret> secrets) => JsonSerializer.Serialize(secrets, Generated.Default.IReadOnlyListClientSecret);

    public static IReadOnlyList<ClientSecret> ReadSecrets(string json) => JsonSerializer.Deserialize(json, Generated.Default.IReadOnlyListClientSecret) ?? [];

    public static string Write(IReadOnlyList<ApiScope> scopes) => JsonSerializer.Serialize(scopes, WithDefaults);

    public static IReadOnlyList<ApiScope> ReadScopes(string json) => JsonSerializer.Deserialize<IReadOnlyList<ApiScope>>(json, WithDefaults) ?? [];

    public static string Write(Policy policy) => JsonSerializer.Serialize(policy, WithDefaults);

    public static Policy ReadPolicy(string json) => JsonSerializer.Deserialize<Policy>(json, WithDefaults) ?? new();

    public static string Write(Branding branding) => JsonSerializer.Serialize(branding, WithDefaults);

    public static Branding ReadBranding(string json) => JsonSerializer.Deserialize<Branding>(json, WithDefaults) ?? new();

    /// <summary>RFC 7591 metadata, without owner and secrets, which have columns of their own.</summary>
    public static string Write(Client client) => JsonSerializer.Serialize(client, Registration);

    public static Client ReadClient(string json) => JsonSerializer.Deserialize<Client>(json, Registration)!;
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<Proof>))]
[JsonSerializable(typeof(IReadOnlyList<ClientSecret>))]
internal sealed partial class Generated : JsonSerializerContext;
