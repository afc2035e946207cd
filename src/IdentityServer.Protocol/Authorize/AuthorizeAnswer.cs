using System.Text;

namespace IdentityServer.Protocol.Authorize;

/// <summary>What goes back to the client through the browser, to an address that was checked.</summary>
public sealed record AuthorizeAnswer
{
    public required string RedirectUri { get; init; }

    public required string ResponseMode { get; init; }

    /// <summary>In the order in which they are sent; always with <c>iss</c> (RFC 9207).</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>True if it is posted by a form that the browser submits.</summary>
    public bool IsFormPost => ResponseMode == ResponseModes.FormPost;

    /// <summary>For <c>form_post</c>: the hidden fields of a form whose action is <see cref="RedirectUri"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FormFields => Parameters;

    /// <summary>For <c>query</c> and <c>fragment</c>: the address to send the browser to.</summary>
    public string ToLocation()
    {
        var location = new StringBuilder(RedirectUri);
        var separator = ResponseMode == ResponseModes.Fragment ? '#' : RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in Parameters)
        {
            location.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return location.ToString();
    }

    /// <summary>Prints no code.</summary>
    public override string ToString() => $"AuthorizeAnswer by {ResponseMode}";
}
