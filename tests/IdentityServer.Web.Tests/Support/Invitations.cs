using System.Text.Json;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Support;

/// <summary>Invites people, and goes with them from their mail to the application.</summary>
internal static class Invitations
{
    /// <summary>Invites a new address to the company's application. Returns the address.</summary>
    public static async Task<string> InviteAsync(ServerFixture server, Company company, string name)
    {
        var address = $"{name.ToLowerInvariant()}-{Guid.NewGuid():N}"[..20] + "@yahoo.example";
        await InviteAsync(server, company, name, address);
        return address;
    }

    public static Task InviteAsync(ServerFixture server, Company company, string name, string address) => server.ApplyAsync(new
    {
        invitations = new[] { new { organization = company.Slug, email = address, displayName = name, culture = company.Culture, client_id = company.ClientId } },
    });

    /// <summary>Follows the link in the mail.</summary>
    public static Task OpenAsync(Visit visit, JsonElement mail) => visit.Page.GotoAsync(mail.GetProperty("values").GetProperty("acceptUrl").GetString()!);

    /// <summary>The newest code that a guest was sent to sign in, once so many have come.</summary>
    public static Task<string> CodeAsync(ServerFixture server, string address, int count = 1) => server.Mailroom.CodeAsync(address, "email", count);

    /// <summary>From the mail to the consent: the address is proven.</summary>
    public static async Task ProveAsync(Visit visit, string address)
    {
        await OpenAsync(visit, await visit.Server.Mailroom.NoticeAsync(address, "invitation"));
        await visit.PressAsync("Send code");
        await EnterCodeAsync(visit, address);
    }

    public static async Task EnterCodeAsync(Visit visit, string address, int count = 1)
    {
        await visit.SeesAsync("Enter code");
        await visit.TypeAsync("Enter code", await CodeAsync(visit.Server, address, count));
        await visit.PressAsync("Sign in");
    }

    /// <summary>From the consent on, where nothing has to be set up.</summary>
    public static async Task AcceptAsync(Visit visit, Company company, string address)
    {
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        await visit.PressAsync("Accept");
        await visit.SeesAsync("Pick an account");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = address }).ClickAsync();
    }

    /// <summary>Names themselves at the application and asks for a code, in a browser that doesn't know them.</summary>
    public static async Task AskForCodeAsync(Visit visit, ApplicationRequest request, string address)
    {
        await visit.OpenAsync(request);
        await visit.TypeAsync("Email, phone or user name", address);
        await visit.PressAsync("Next");
        await visit.SeesAsync("Enter your password");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = visit.Text("Send code") }).ClickAsync();
    }

    /// <summary>The application's own front page.</summary>
    public static Task LandAsync(Visit visit) =>
        Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.HomeHeading })).ToBeVisibleAsync();

    /// <summary>An application that belongs to no organization.</summary>
    public static async Task<Company> AddOwnerlessAsync(ServerFixture server, Company company)
    {
        var shared = company with { ClientId = company.ClientId + "-shared" };
        await server.ApplyAsync(new
        {
            clients = new[]
            {
                new
                {
                    client_id = shared.ClientId, client_name = "Shared", client_secret = shared.ClientSecret, redirect_uris = new[] { server.Application.RedirectUri },
                    grant_types = new[] { "authorization_code", "refresh_token" }, scope = CompanyDocuments.Scope,
                },
            },
        });
        return shared;
    }
}
