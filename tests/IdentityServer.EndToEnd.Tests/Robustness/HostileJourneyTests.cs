using IdentityServer.EndToEnd.Tests.Support;

namespace IdentityServer.EndToEnd.Tests.Robustness;

/// <summary>Hostile text in the fields of a real journey, with cookies and anti-forgery tokens as they should be: it reaches the database or is refused.</summary>
public sealed class HostileJourneyTests(SharedServer shared) : IDisposable
{
    private static readonly string[] Texts =
    [
        "", " ", "a\0b", "\0", "\ud800", "x\udc00y", "\uffff", "a@b\u0001.example", new string('a', 5000), new string('\ud83d', 300), "+1514555\u0660\u0661\u0662\u0663",
        "e\u0301\u0301\u0301@example.org", "\u202eevil", "' OR 1=1 --", "<script>alert(1)</script>", "${jndi:x}", "{\"a\":[[[[", "\r\nSet-Cookie: x=1", "İSTANBUL@EXAMPLE.ORG", "ß\u00ad",
    ];

    private readonly Browser _browser = new(shared.Server);
    private readonly Application _application = new();

    public void Dispose()
    {
        _browser.Dispose();
        _application.Dispose();
    }

    [Fact]
    public async Task Identifiers_and_passwords_may_hold_anything()
    {
        foreach (var text in Texts)
        {
            var page = await BeginAsync();
            page = await SubmitAsync(page, "Identifier", text);
            if (page.Path == "/factors/password/challenge") await SubmitAsync(page, "Password", text + "x");
        }
    }

    [Fact]
    public async Task Passwords_and_codes_of_a_known_person_may_hold_anything()
    {
        var person = shared.Population.TakeProtected();
        foreach (var text in Texts.Take(8))
        {
            var page = await SubmitAsync(await BeginAsync(), "Identifier", person.UserName);
            await SubmitAsync(page, "Password", text);
        }

        var challenge = await SubmitAsync(await SubmitAsync(await BeginAsync(), "Identifier", person.UserName), "Password", Person.Password);
        Assert.Equal("/factors/totp/challenge", challenge.Path);
        foreach (var text in Texts) await SubmitAsync(challenge, "Code", text);
    }

    [Fact]
    public async Task Other_fields_of_a_form_are_nobodys_business()
    {
        var page = await BeginAsync();

        foreach (var text in Texts) await SubmitAsync(page, "j", text);
        foreach (var name in Texts) await SubmitAsync(page, "x" + name, name);
    }

    private Task<Page> BeginAsync() => _browser.OpenAsync(_application.AuthorizeAddress(shared.Server));

    private async Task<Page> SubmitAsync(Page page, string name, string text)
    {
        // As a program would send it, half surrogates and all: FormUrlEncodedContent would put a question mark in their place.
        var fields = page.FieldsOf(page.Form, null).Where(field => field.Key != name).Append(new(name, text));
        var body = string.Join('&', fields.Select(field => $"{Escape(field.Key)}={Escape(field.Value)}"));
        using var content = new StringContent(body, System.Text.Encoding.Latin1, "application/x-www-form-urlencoded");
        content.Headers.ContentType!.CharSet = null;
        var shown = await _browser.PostAsync(page.Address, content);

        Assert.True((int)shown.Status < 500, $"{(int)shown.Status} for {Escape(text)} in {name}\n{shared.Server.Faults}");
        return shown;
    }

    /// <summary>UTF-8 that is not checked: a half surrogate is written as the three bytes that a careless encoder gives it.</summary>
    private static string Escape(string text) => string.Concat(text.Select((letter, index) => char.IsSurrogate(letter) && !IsPaired(text, index)
        ? $"%{0xE0 | (letter >> 12):X2}%{0x80 | ((letter >> 6) & 0x3F):X2}%{0x80 | (letter & 0x3F):X2}"
        : char.IsLowSurrogate(letter) ? "" : Uri.EscapeDataString(char.IsHighSurrogate(letter) ? text.Substring(index, 2) : letter.ToString())));

    private static bool IsPaired(string text, int index) =>
        (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1])) || (index > 0 && char.IsSurrogatePair(text[index - 1], text[index]));
}
