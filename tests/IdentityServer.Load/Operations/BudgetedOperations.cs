using IdentityServer.Load.Http;
using IdentityServer.Load.Server;

namespace IdentityServer.Load.Operations;

/// <summary>The rows of the table of budgets.</summary>
internal static class BudgetedOperations
{
    /// <summary>The server's threads that hash passwords, by their name as the kernel keeps it.</summary>
    private const string HashingThreads = "password hashin";

    public static IReadOnlyList<Operation> All { get; } =
    [
        Repeated("discovery", 0.02, 12_000, _ => Task.FromResult(Wire.Get("/.well-known/openid-configuration"))),
        Repeated("JWKS", 0.02, 12_000, _ => Task.FromResult(Wire.Get("/jwks"))),
        Repeated("client_credentials, JWT, RS256", 0.32, 2_000, _ => ClientCredentials(Settings.RsaMachine)),
        Repeated("client_credentials, JWT, ES256", 0.07, 6_000, _ => ClientCredentials(Settings.EcMachine)),
        Repeated("introspection of a reference token", 0.12, 4_000, IntrospectionAsync),
        Repeated("userinfo", 0.12, 4_000, UserInfoAsync),
        new("refresh with rotation", 0.40, 2_400, PrepareRefreshAsync, RefreshAsync),
        new("signed-in session → code → tokens (PKCE)", 0.70, 1_600, lane => lane.SignInAsync(Settings.Application), lane => lane.AuthorizeAsync(Settings.Application)),
        new("whole sign-in with password → tokens, less the hash itself", 2.0, 80, _ => Task.CompletedTask, lane => lane.SignInAsync(Settings.Application))
        {
            ExceptThreads = HashingThreads,
            QuickPartAsync = lane => lane.ReachPasswordAsync(Settings.Application),
        },
    ];

    public static Task<byte[]> ClientCredentials(string client) =>
        Task.FromResult(Wire.Post("/token", "grant_type=client_credentials&scope=orders.read", Wire.Basic(client, Settings.Secret)));

    private static Operation Repeated(string name, double budget, int count, Func<Lane, Task<byte[]>> request) => new(
        name, budget, count, async lane => lane.Request = await request(lane), async lane => (await lane.Wire.SendAsync(lane.Request)).Expect(200));

    private static async Task<byte[]> IntrospectionAsync(Lane lane)
    {
        var token = (await lane.SignInAsync(Settings.ReferenceApplication)).GetProperty("access_token").GetString();
        return Wire.Post("/introspect", $"token={token}", Wire.Basic(Settings.Api, Settings.Secret));
    }

    private static async Task<byte[]> UserInfoAsync(Lane lane)
    {
        var token = (await lane.SignInAsync(Settings.Application)).GetProperty("access_token").GetString();
        return Wire.Get("/userinfo", $"Authorization: Bearer {token}\r\n");
    }

    private static async Task PrepareRefreshAsync(Lane lane) =>
        lane.RefreshToken = (await lane.SignInAsync(Settings.Application)).GetProperty("refresh_token").GetString()!;

    private static async Task RefreshAsync(Lane lane)
    {
        var tokens = await lane.PostAsync("/token", $"grant_type=refresh_token&refresh_token={lane.RefreshToken}", Settings.Application);
        lane.RefreshToken = tokens.GetProperty("refresh_token").GetString()!;
    }
}
