using System.Globalization;
using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Pages;

/// <summary>Who signed in, as far as the ID token tells.</summary>
internal sealed record Person(string Name, string Identifier, string Organization, string ClientId)
{
    public string Monogram => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)
        .Select(word => StringInfo.GetNextTextElement(word).ToUpperInvariant()));

    public static Person From(Tokens tokens, DemoRegistration registration)
    {
        var idToken = SignedToken.Parse(tokens.IdToken);
        var identifier = idToken?.Text("email") ?? idToken?.Text("preferred_username") ?? idToken?.Text("sub") ?? "?";
        return new Person(idToken?.Text("name") ?? idToken?.Text("preferred_username") ?? identifier, identifier, registration.Organization, registration.ClientId);
    }
}
