using System.Text.Json;

namespace IdentityServer.Web.Hosting;

/// <summary>What somebody who has just started the server in Development wants to know.</summary>
internal static class Greeting
{
    public static async Task WriteAsync(WebApplication app, ServerSettings settings, TextWriter output)
    {
        if (!app.Environment.IsDevelopment()) return;

        await output.WriteLineAsync();
        await output.WriteLineAsync("IdentityServer is running.");
        await output.WriteLineAsync($"  Issuer            {settings.Issuer}");
        await output.WriteLineAsync($"  Discovery         {settings.Issuer}/.well-known/openid-configuration");
        foreach (var url in app.Urls.Where(url => url.TrimEnd('/') != settings.Issuer)) await output.WriteLineAsync($"  Listens on        {url}");
        await output.WriteLineAsync($"  Outgoing mail     {settings.Issuer}/dev/outbox");
        if (settings is { DemoClientUrl: { } demo, BootstrapFile: { } file }) await WriteDemoAsync(demo, file, output);
        await output.WriteLineAsync();
        await output.FlushAsync();
    }

    /// <summary>The demo's sign-ins stand in its bootstrap file and nowhere else.</summary>
    private static async Task WriteDemoAsync(string demo, string file, TextWriter output)
    {
        await output.WriteLineAsync($"  Demo application  {demo}");
        await output.WriteLineAsync();
        await output.WriteLineAsync("Sign in there as:");
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        if (!document.RootElement.TryGetProperty("accounts", out var accounts)) return;

        foreach (var account in accounts.EnumerateArray())
        {
            var secret = Text(account, "totpSecret");
            await output.WriteLineAsync(
                $"  {Text(account, "email"),-28}{Text(account, "password"),-28}{(secret.Length > 0 ? $"authenticator app: {secret}" : "no authenticator app yet")}");
        }
    }

    private static string Text(JsonElement account, string name) => account.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
