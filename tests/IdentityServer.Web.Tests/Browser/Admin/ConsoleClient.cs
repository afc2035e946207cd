using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>Those who look after others, without a screen.</summary>
internal static class ConsoleClient
{
    public static async Task<FormClient> EnterAsync(ServerFixture server, Person person)
    {
        var client = new FormClient(server);
        await client.OpenAsync("/security");
        await client.PostAsync(("Identifier", person.Email));
        await client.PostAsync(("Password", person.Password));
        await client.PostAsync(("Code", server.CodeOf(person.TotpSecret!)));
        return client;
    }

    public static async Task ReachesAsync(FormClient client, string path, bool reaches) =>
        Assert.Equal($"{path}: {(reaches ? 200 : 404)}", $"{path}: {(await client.OpenAsync(path)).Statuses}");
}
