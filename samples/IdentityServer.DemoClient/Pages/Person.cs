using System.Globalization;
using System.Text.Json;
using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Pages;

/// <summary>Who signed in, as far as the server tells.</summary>
internal sealed record Person(string Name, string Identifier, string Organization, string ClientId)
{
    public string Monogram => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)
        .Select(word => StringInfo.GetNextTextElement(word).ToUpperInvariant()));

    public static Person From(JsonDocument? userInfo, Tokens tokens, DemoRegistration registration)
    {
        string? Text(string claim) =>
            userInfo?.RootElement.TryGetProperty(claim, out var value) is true && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        var identifier = Text("email") ?? Text("preferred_username") ?? SignedToken.Parse(tokens.IdToken)?.Text("sub") ?? "?";
        return new Person(Text("name") ?? Text("preferred_username") ?? identifier, identifier, registration.Organization, registration.ClientId);
    }
}
