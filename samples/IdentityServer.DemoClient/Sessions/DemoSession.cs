using System.Collections.Concurrent;
using System.Text.Json;
using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Sessions;

/// <summary>What this application remembers about one browser. In memory: a restart signs everybody out, of the demo only.</summary>
internal sealed class DemoSession
{
    /// <summary>By state: several tabs may sign in at once.</summary>
    public ConcurrentDictionary<string, PendingSignIn> Pending { get; } = new(StringComparer.Ordinal);

    public Tokens? Tokens { get; set; }

    public JsonDocument? UserInfo { get; set; }

    /// <summary>Shown once, on the next page.</summary>
    public Problem? Problem { get; set; }

    /// <summary>Shown once: the key of a sentence that tells what has just worked.</summary>
    public string? Notice { get; set; }

    public DateTimeOffset LastUsed { get; set; }
}
