using System.Net;
using AngleSharp.Html.Parser;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>
/// A browser without scripts: cookies, links, forms and redirects. It stays with the origins that it is told to visit and stops where it is
/// sent elsewhere. Cookies know hosts and no ports, so what one server on this machine sets, the others get.
/// </summary>
internal sealed class Browser : IDisposable
{
    private const int MostRedirects = 10;

    private readonly HashSet<string> _origins;
    private readonly HttpClient _http;

    public Browser(params ServerProcess[] servers)
        : this([.. servers.Select(server => server.Address)])
    {
    }

    public Browser(Uri[] origins)
    {
        _origins = [.. origins.Select(origin => origin.GetLeftPart(UriPartial.Authority))];
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { Timeout = 2 * ProgramRun.Patience };
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public CookieContainer Cookies { get; } = new();

    public Task<Page> OpenAsync(string address) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Sends a page's form, with the fields given in place of those that it holds.</summary>
    public Task<Page> SubmitAsync(Page page, IReadOnlyDictionary<string, string>? typed = null, string? button = null) => FollowAsync(Submission(page, typed, button));

    public Task<Page> PostAsync(Uri address, HttpContent content) => FollowAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content });

    /// <summary>The request that <see cref="SubmitAsync"/> would send.</summary>
    public static HttpRequestMessage Submission(Page page, IReadOnlyDictionary<string, string>? typed = null, string? button = null)
    {
        typed ??= new Dictionary<string, string>();
        var form = page.Form;
        var fields = page.FieldsOf(form, button).Where(field => !typed.ContainsKey(field.Key)).Concat(typed);
        var action = (button is null ? null : form.QuerySelector(button)?.GetAttribute("formaction")) ?? form.GetAttribute("action");
        return new HttpRequestMessage(HttpMethod.Post, string.IsNullOrEmpty(action) ? page.Address : new Uri(page.Address, action))
        {
            Content = new FormUrlEncodedContent(fields),
        };
    }

    /// <summary>One request, and whatever comes back.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public void Dispose() => _http.Dispose();

    private async Task<Page> FollowAsync(HttpRequestMessage first)
    {
        var page = await AskAsync(first);
        for (var redirects = 0; page.Left is { } next && _origins.Contains(next.GetLeftPart(UriPartial.Authority)); redirects++)
        {
            if (redirects == MostRedirects) throw new InvalidOperationException($"Redirects without end, at last to {next}.");
            page = await AskAsync(new HttpRequestMessage(HttpMethod.Get, next));
        }

        return page;
    }

    private async Task<Page> AskAsync(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await _http.SendAsync(request))
        {
            var address = request.RequestUri!;
            var next = answer.Headers.Location is { } location ? new Uri(address, location) : null;
            return await ShowAsync(address, answer, next);
        }
    }

    private static async Task<Page> ShowAsync(Uri address, HttpResponseMessage answer, Uri? left)
    {
        var html = await answer.Content.ReadAsStringAsync();
        return new Page { Address = address, Status = answer.StatusCode, Document = new HtmlParser().ParseDocument(html), Left = left };
    }
}
