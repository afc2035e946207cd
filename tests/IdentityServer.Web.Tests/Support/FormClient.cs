using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>A browser without a screen: keeps cookies, follows redirects, sends the form of the page it is on. For what has to be measured.</summary>
internal sealed partial class FormClient(ServerFixture server)
{
    private readonly Dictionary<string, string> _cookies = [];
    private string _token = "";

    /// <summary>Path and query of the page.</summary>
    public string Address { get; private set; } = "";

    public string Html { get; private set; } = "";

    public Task<FormAnswer> OpenAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    /// <summary>The address of a page that the page at hand links to.</summary>
    public string LinkTo(string path) => WebUtility.HtmlDecode(Regex.Match(Html, $"href=\"({Regex.Escape(path)}[^\"]*)\"").Groups[1].Value);

    /// <summary>Sends these fields to the page's own address, and looks at where that leads.</summary>
    public Task<FormAnswer> PostAsync(params (string Name, string Value)[] fields) => PostToAsync(Address, fields);

    /// <summary>Sends these fields elsewhere, as a form that somebody made up would.</summary>
    public Task<FormAnswer> PostToAsync(string address, params (string Name, string Value)[] fields)
    {
        if (Token().Match(Html) is { Success: true } shown) _token = shown.Groups[1].Value;
        Assert.NotEmpty(_token);
        return SendAsync(HttpMethod.Post, address, [.. fields, ("__RequestVerificationToken", _token)]);
    }

    private async Task<FormAnswer> SendAsync(HttpMethod method, string address, (string Name, string Value)[]? fields)
    {
        var start = Stopwatch.GetTimestamp();
        var statuses = new List<int>();
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(new Uri(server.Origin), address));
            if (fields is not null && method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Keep(response);
            statuses.Add((int)response.StatusCode);
            if (response.Headers.Location is { } next)
            {
                (method, address) = (HttpMethod.Get, next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString);
                continue;
            }

            (Address, Html) = (address, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return new FormAnswer(string.Join(' ', statuses), Html, Stopwatch.GetElapsedTime(start));
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies)) return;
        foreach (var cookie in cookies)
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]*)\"")]
    private static partial Regex Token();
}

/// <summary>What a form was answered with.</summary>
/// <param name="Statuses">Of every answer up to the page.</param>
internal sealed record FormAnswer(string Statuses, string Html, TimeSpan Took);
