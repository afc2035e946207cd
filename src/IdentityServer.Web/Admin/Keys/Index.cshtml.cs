using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Keys;

/// <summary>"Signing keys": those that are announced, that sign, and that still check what they signed.</summary>
[ConsolePage(Permissions.ReadServer)]
internal sealed class IndexModel(SigningKeys signingKeys, CurrentActor current, TimeProvider clock) : PageModel
{
    public const string Path = $"{ConsoleMap.Root}/keys";

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<(string Algorithm, IReadOnlyList<SigningKey> Keys)> Keys { get; private set; } = [];

    public bool MayChange => current.Rights.Everywhere.HasFlag(Permissions.ChangeServer);

    public async Task OnGetAsync(CancellationToken ct) =>
        Keys = [.. (await signingKeys.AllPublicAsync(ct)).GroupBy(key => key.Algorithm).Select(keys => (keys.Key, (IReadOnlyList<SigningKey>)[.. keys.OrderByDescending(key => key.Generation)]))];

    public KeyState StateOf(SigningKey key)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now < key.ActivatesUtc ? KeyState.Announced : now < key.RetiresUtc ? KeyState.Signs : KeyState.Checks;
    }
}

/// <summary>Where in its life a key is.</summary>
internal enum KeyState
{
    Announced,
    Signs,

    /// <summary>Signs no more, but what it signed is good.</summary>
    Checks,
}
