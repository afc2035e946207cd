using System.Text.Json;
using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Pages;

/// <summary>A token or an answer, taken apart for reading.</summary>
internal sealed record TokenView(string Title, string Story, IReadOnlyList<ClaimTable> Tables, string? Raw)
{
    public static IReadOnlyList<TokenView> All(Tokens tokens, JsonDocument? userInfo, DateTimeOffset now)
    {
        var views = new List<TokenView>();
        if (userInfo is not null)
            views.Add(new("Userinfo", "What the server says about you when asked with the access token.", [ClaimTable.From("Claims", userInfo.RootElement, now)], null));
        if (SignedToken.Parse(tokens.IdToken) is { } idToken)
            views.Add(FromToken("ID token", "For this application: who you are, when and how you signed in.", idToken, tokens.IdToken, now));
        views.Add(SignedToken.Parse(tokens.AccessToken) is { } accessToken
            ? FromToken("Access token", "For an API: what this application may do for you. Only the API should read it; it is shown to learn from.", accessToken, tokens.AccessToken, now)
            : new("Access token", "A reference: it says nothing by itself, an API asks the server what it stands for.", [], tokens.AccessToken));
        return views;
    }

    private static TokenView FromToken(string title, string story, SignedToken token, string? raw, DateTimeOffset now) =>
        new(title, story, [ClaimTable.From("Claims", token.Claims, now), ClaimTable.From("Header", token.Header, now)], raw);
}

/// <summary>Names and values of one JSON object.</summary>
internal sealed record ClaimTable(string Title, IReadOnlyList<ClaimView> Claims)
{
    public static ClaimTable From(string title, JsonElement json, DateTimeOffset now) =>
        new(title, [.. json.EnumerateObject().Select(member => ClaimView.From(member, now))]);
}
