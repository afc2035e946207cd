namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>Walks through the pages of a sign-in as a person would: each page is answered by what it asks for.</summary>
internal static class SignInWalk
{
    private const int MostPages = 12;

    /// <summary>Goes on until the browser is elsewhere, or at a page that nothing typed here answers.</summary>
    public static async Task<Page> WalkAsync(this Browser browser, Page page, Person person)
    {
        for (var pages = 0; pages < MostPages; pages++)
        {
            if (page.Left is not null || AnswerTo(page, person) is not { } typed) return page;
            page = await browser.SubmitAsync(page, typed);
        }

        throw new InvalidOperationException($"The sign-in does not end.\n{page}");
    }

    /// <summary>Signs in from an application's request; what the application is given.</summary>
    public static async Task<Uri> SignInAsync(this Browser browser, string authorizeAddress, Person person)
    {
        var end = await browser.WalkAsync(await browser.OpenAsync(authorizeAddress), person);
        return end.Left ?? throw new InvalidOperationException($"The browser was not sent back.\n{end}");
    }

    private static Dictionary<string, string>? AnswerTo(Page page, Person person) => page.Path switch
    {
        "/signin/identify" => new() { ["Identifier"] = person.UserName },
        "/factors/password/challenge" => new() { ["Password"] = Person.Password },
        "/factors/totp/challenge" => new() { ["Code"] = Totp.CodeOf(person.TotpSecret!) },
        _ => null,
    };
}
