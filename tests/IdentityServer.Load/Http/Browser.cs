using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IdentityServer.Load.Http;

/// <summary>As much of a browser as a sign-in needs: cookies, redirects, forms with hidden fields. It loads no pictures and runs no script.</summary>
internal sealed partial class Browser(Wire wire)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    private string _place = "/";

    public void ForgetCookies() => _cookies.Clear();

    public Task<Response> GetAsync(string target)
    {
        _place = target;
        return SendAsync(Wire.Get(target, Headers()));
    }

    /// <summary>Sends the form of the page that has this field, with what was typed.</summary>
    public Task<Response> SubmitAsync(Response page, string name, string value)
    {
        var form = new StringBuilder();
        foreach (Match input in HiddenInput().Matches(FormWith(name, page.Body))) Append(form, Attribute(input.Value, "name"), Attribute(input.Value, "value"));
        Append(form, name, value);
        return SendAsync(Wire.Post(_place, form.ToString(), Headers()));
    }

    /// <summary>Follows redirects on this server until a page comes, or an address elsewhere, which is returned.</summary>
    public async Task<(Response Page, string? Elsewhere)> FollowAsync(Response answer)
    {
        while (answer.Location is { } location)
        {
            if (!location.StartsWith('/')) return (answer, location);
            answer = await GetAsync(location);
        }

        return (answer.Expect(200), null);
    }

    private async Task<Response> SendAsync(byte[] request)
    {
        var response = await wire.SendAsync(request);
        foreach (var cookie in response.Header("Set-Cookie"))
        {
            var pair = cookie.Split(';', 2)[0].Split('=', 2);
            if (pair[1].Length == 0) _cookies.Remove(pair[0]);
            else _cookies[pair[0]] = pair[1];
        }

        return response;
    }

    private string Headers()
    {
        const string Fixed = "User-Agent: Load\r\nAccept: text/html\r\nAccept-Language: en\r\n";
        return _cookies.Count == 0 ? Fixed : $"{Fixed}Cookie: {string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))}\r\n";
    }

    private static string FormWith(string field, string page) =>
        page.Split("<form").Skip(1).Select(form => form.Split("</form>", 2)[0]).FirstOrDefault(form => form.Contains($" name=\"{field}\"", StringComparison.Ordinal))
        ?? throw new LoadException($"No form has the field {field}: {page}");

    private static void Append(StringBuilder form, string name, string value) =>
        form.Append(form.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));

    private static string Attribute(string element, string name) =>
        WebUtility.HtmlDecode(Regex.Match(element, $" {name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<input[^>]* ?type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenInput();
}
