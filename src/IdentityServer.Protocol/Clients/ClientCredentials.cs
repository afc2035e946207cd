using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace IdentityServer.Protocol.Clients;

/// <summary>What a request says about who calls: an id, a secret, and by which method of RFC 6749 §2.3.</summary>
internal sealed record ClientCredentials(string Method, string Id, string? Secret)
{
    public const string None = "none";
    public const string Basic = "client_secret_basic";
    public const string Post = "client_secret_post";

    private const string BasicScheme = "Basic ";
    private const int LongestHeader = 4_000;

    /// <summary>Prints no secret.</summary>
    public override string ToString() => $"ClientCredentials by {Method}";

    public static bool TryRead(
        FormParameters form,
        string? authorization,
        [NotNullWhen(true)] out ClientCredentials? credentials,
        [NotNullWhen(false)] out OAuthError? error)
    {
        (credentials, error) = authorization is { Length: > 0 } ? FromHeader(form, authorization) : FromForm(form);
        return credentials is not null;
    }

    private static (ClientCredentials?, OAuthError?) FromForm(FormParameters form)
    {
        // RFC 7521 §4.2: an assertion is a method that no client is registered for; it is never ignored in favour of another.
        if (form["client_assertion"] is not null || form["client_assertion_type"] is not null)
            return (null, OAuthError.InvalidClient("Client assertions are not supported."));
        if (form["client_id"] is not { } id) return (null, OAuthError.InvalidClient("The client did not authenticate."));

        var secret = form["client_secret"];
        return (new ClientCredentials(secret is null ? None : Post, id, secret), null);
    }

    private static (ClientCredentials?, OAuthError?) FromHeader(FormParameters form, string authorization)
    {
        // RFC 6749 §2.3: one method a request.
        if (form["client_secret"] is not null || form["client_assertion"] is not null)
            return (null, OAuthError.InvalidRequest("The client authenticated in more than one way."));
        if (Decode(authorization) is not { } pair) return (null, OAuthError.InvalidClient("The Authorization header can't be read."));

        var separator = pair.IndexOf(':', StringComparison.Ordinal);
        if (separator <= 0) return (null, OAuthError.InvalidClient("The Authorization header can't be read."));

        // RFC 6749 §2.3.1: both halves are form-urlencoded before they are joined.
        var (id, secret) = (FormDecode(pair[..separator]), FormDecode(pair[(separator + 1)..]));
        if (form["client_id"] is { } other && other != id)
            return (null, OAuthError.InvalidRequest("The client_id is not the one of the Authorization header."));

        return (new ClientCredentials(Basic, id, secret), null);
    }

    private static string? Decode(string authorization)
    {
        if (authorization.Length > LongestHeader || !authorization.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase)) return null;

        var encoded = authorization.AsSpan(BasicScheme.Length).Trim(' ');
        Span<byte> bytes = stackalloc byte[LongestHeader];
        return Convert.TryFromBase64Chars(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]) : null;
    }

    private static string FormDecode(string text) =>
        text.AsSpan().ContainsAny('%', '+') ? Uri.UnescapeDataString(text.Replace('+', ' ')) : text;
}
