using System.Text.Json;

namespace IdentityServer.Protocol.Tests.Worlds;

/// <summary>The RFCs' example values under tests/vectors.</summary>
internal static class Vectors
{
    public static JsonElement Jose { get; } = Read("jose.json");

    public static JsonElement Pkce { get; } = Read("pkce-dpop.json");

    private static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", name))).RootElement;
}
