using System.Text.Json;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Passkeys;

/// <summary>A security key, or a phone's own, plugged into a visitor's browser.</summary>
internal sealed class VirtualAuthenticator
{
    /// <summary>The model that Chromium's virtual authenticators say they are.</summary>
    public const string Aaguid = "01020304-0506-0708-0102-030405060708";

    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualAuthenticator(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<VirtualAuthenticator> PlugInAsync(Visit visit, AuthenticatorWishes? wishes = null)
    {
        wishes ??= new AuthenticatorWishes();
        var session = await visit.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("WebAuthn.enable", new() { ["enableUI"] = false });
        var answer = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new
            {
                protocol = wishes.Protocol,
                ctap2Version = "ctap2_1",
                transport = wishes.Transport,
                hasResidentKey = wishes.KeepsKeys,
                hasUserVerification = wishes.VerifiesUsers,
                isUserVerified = wishes.VerifiesUsers,
                automaticPresenceSimulation = true,
                defaultBackupEligibility = wishes.Syncs,
                defaultBackupState = wishes.Syncs,
            },
        });
        return new VirtualAuthenticator(session, answer!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether the right finger touches it from now on.</summary>
    public Task RecogniseAsync(bool isOwner) => SendAsync("WebAuthn.setUserVerified", ("isUserVerified", isOwner));

    /// <summary>Whether anybody touches it at all.</summary>
    public Task TouchAsync(bool touches) => SendAsync("WebAuthn.setAutomaticPresenceSimulation", ("enabled", touches));

    public async Task<IReadOnlyList<JsonElement>> CredentialsAsync() =>
        [.. (await SendAsync("WebAuthn.getCredentials"))!.Value.GetProperty("credentials").EnumerateArray()];

    /// <summary>Replaces its only key by a copy, changed.</summary>
    public async Task ReplaceAsync(Action<Dictionary<string, object?>> change)
    {
        var kept = (await CredentialsAsync()).Single();
        var copy = kept.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value);
        change(copy);
        await SendAsync("WebAuthn.clearCredentials");
        await AddAsync(copy);
    }

    public Task AddAsync(Dictionary<string, object?> credential) => SendAsync("WebAuthn.addCredential", ("credential", credential));

    public Task UnplugAsync() => SendAsync("WebAuthn.removeVirtualAuthenticator");

    private Task<JsonElement?> SendAsync(string method, params (string Name, object Value)[] arguments)
    {
        var all = new Dictionary<string, object> { ["authenticatorId"] = _id };
        foreach (var (name, value) in arguments) all[name] = value;
        return _session.SendAsync(method, all);
    }
}

/// <summary>What the key is like; the defaults are a phone's or a laptop's own.</summary>
internal sealed record AuthenticatorWishes
{
    public string Protocol { get; init; } = "ctap2";

    public string Transport { get; init; } = "internal";

    public bool KeepsKeys { get; init; } = true;

    public bool VerifiesUsers { get; init; } = true;

    public bool Syncs { get; init; }

    /// <summary>A plain key on a ring: it has no PIN.</summary>
    public static AuthenticatorWishes SecurityKey { get; } = new() { Transport = "usb", VerifiesUsers = false, KeepsKeys = false };
}
