using System.Text;
using IdentityServer.Web.Guests.Inviting;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>The longest list there may be, while somebody signs in.</summary>
public sealed class LongListTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_sign_in_gets_its_code_before_ten_thousand_invitations_are_sent()
    {
        var company = await server.AddCompanyAsync(new());
        var guest = await Invitations.InviteAsync(server, company, "Roger");
        await using var signingIn = await Visit.StartAsync(server);
        await Invitations.OpenAsync(signingIn, await server.Mailroom.NoticeAsync(guest, "invitation"));
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
        var list = string.Join('\n', Enumerable.Range(0, GuestList.MostRows).Select(n => $"n{n}@long.example"));
        await GuestListPageTests.UploadAsync(visit, company, Encoding.UTF8.GetBytes(list));
        await visit.SeesAsync("Check before you send");

        var sending = visit.PressAsync("Send {0} invitations", GuestList.MostRows);
        await BeginsAsync();
        await signingIn.PressAsync("Send code");
        await Invitations.CodeAsync(server, guest);
        var sentBefore = server.MessageFiles().Count();
        await sending;

        Assert.InRange(sentBefore, 20, GuestList.MostRows);
        await Assertions.Expect(visit.Words("{0} invitations are on their way.", GuestList.MostRows)).ToBeVisibleAsync();
    }

    /// <summary>The first of the list's mails have been sent.</summary>
    private async Task BeginsAsync()
    {
        var until = DateTime.UtcNow.AddSeconds(60);
        while (server.MessageFiles().Count() < 20)
        {
            Assert.True(DateTime.UtcNow < until, "No invitation was sent.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
