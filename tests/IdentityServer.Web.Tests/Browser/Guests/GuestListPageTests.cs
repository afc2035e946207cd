using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>Lists of people to be invited: looked at line by line, sent once, behind all that people wait for.</summary>
public sealed class GuestListPageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_list_says_line_by_line_what_happens_and_sends_what_is_new()
    {
        var company = await server.AddCompanyAsync(new() { Guests = new { blockedDomains = new[] { "rival.example" } } });
        var (colleague, invited) = (await server.AddPersonAsync(company), await Invitations.InviteAsync(server, company, "Roger"));
        var (first, second) = (InvitingVisits.NewAddress(), InvitingVisits.NewAddress());
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));

        await CheckAsync(visit, company, $"""
            email;name;language;message
            {first};Anna;fr;"Bonjour ;
            à lundi"
            {second}
            {first.ToUpperInvariant()}
            {colleague.Email}
            {invited}
            a@rival.example
            no address
            b@yahoo.example;;es
            """);

        await Assertions.Expect(visit.Words("{0} will be invited, {1} are left out.", 2, 6)).ToBeVisibleAsync();
        foreach (var words in new[]
        {
            "The same address stands further up.", $"Belongs to {company.Name} already.", "Has an invitation already.", $"{company.Name} doesn't invite addresses of this domain.",
            "Enter an email address, as in name@example.com.", "Language: en or fr.",
        })
            await Assertions.Expect(visit.Words(words)).ToHaveCountAsync(1);

        await visit.PressAsync("Send {0} invitations", 2);
        await visit.SeesAsync("Invitations");
        var mail = await server.Mailroom.NoticeAsync(first, "invitation");
        Assert.Equal("fr", mail.GetProperty("culture").GetString());
        Assert.Contains("à lundi", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        await server.Mailroom.NoticeAsync(second, "invitation");
        Assert.Empty(server.Mailroom.Notices(colleague.Email, "invitation"));
    }

    [Fact]
    public async Task What_happens_to_each_line_is_read_on_a_phone_without_scrolling_aside()
    {
        var company = await server.AddCompanyAsync(new() { Culture = "fr" });
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
        await visit.Page.SetViewportSizeAsync(390, 844);

        await CheckAsync(visit, company, $"{InvitingVisits.NewAddress()},Marie-Antoinette de La Rochefoucauld\nno address");

        Assert.True(await visit.Page.Locator(".table-wrap").EvaluateAsync<bool>("table => table.scrollWidth <= table.clientWidth"));
    }

    [Fact]
    public async Task A_file_is_read_and_what_can_not_be_is_said()
    {
        var company = await server.AddCompanyAsync(new());
        var address = InvitingVisits.NewAddress();
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));

        await UploadAsync(visit, company, [0xE9, 0x0A]);
        Assert.Contains("not saved as UTF-8", await visit.ErrorAsync(), StringComparison.Ordinal);
        await UploadAsync(visit, company, System.Text.Encoding.UTF8.GetBytes("a@x.example,\"Anna"));
        Assert.Contains("can't be read from line 1 on", await visit.ErrorAsync(), StringComparison.Ordinal);
        await UploadAsync(visit, company, new byte[(1024 * 1024) + 1]);
        Assert.Contains("longer than 1 MB", await visit.ErrorAsync(), StringComparison.Ordinal);
        await UploadAsync(visit, company, [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes($"email\tname\n{address}\tZoë")]);
        await visit.SeesAsync("Check before you send");
        await Assertions.Expect(visit.Words("Zoë")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task More_than_the_day_allows_is_not_begun()
    {
        var company = await server.AddCompanyAsync(new() { Guests = new { invitationsPerDay = 2 } });
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
        var addresses = Enumerable.Range(0, 3).Select(_ => InvitingVisits.NewAddress()).ToList();

        await CheckAsync(visit, company, string.Join('\n', addresses));
        await visit.PressAsync("Send {0} invitations", 3);
        Assert.Contains("Only 2 invitations may be sent in a day.", await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.PressAsync("Change the list");
        await visit.TypeAsync("Addresses", string.Join('\n', addresses.Take(2)));
        await visit.PressAsync("Check the list");
        await visit.PressAsync("Send {0} invitations", 2);

        await visit.SeesAsync("Invitations");
        Assert.Empty(server.Mailroom.Notices(addresses[2], "invitation"));
    }

    private static async Task CheckAsync(Visit visit, Company company, string list)
    {
        await visit.Page.GotoAsync($"{visit.Server.Origin}/guests/{company.Slug}/import");
        await visit.TypeAsync("Addresses", list);
        await visit.PressAsync("Check the list");
        await visit.SeesAsync("Check before you send");
    }

    internal static async Task UploadAsync(Visit visit, Company company, byte[] bytes)
    {
        await visit.Page.GotoAsync($"{visit.Server.Origin}/guests/{company.Slug}/import");
        await visit.Field("CSV file").SetInputFilesAsync(new FilePayload { Name = "guests.csv", MimeType = "text/csv", Buffer = bytes });
        await visit.PressAsync("Check the list");
    }
}
