using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Who passkeys are made for (WebAuthn §4): a domain, and the exact origins whose pages may use them.</summary>
internal sealed record RelyingParty(string Id, IReadOnlyList<string> Origins);

/// <summary>Reads it from the settings.</summary>
internal sealed class RelyingPartyReader(ServerSettings settings)
{
    public RelyingParty Read(PasskeyOptions options)
    {
        var issuer = new Uri(settings.Issuer);
        return new RelyingParty(options.RelyingPartyId ?? issuer.Host, [.. options.Origins.Select(origin => origin.TrimEnd('/')).Prepend(OriginOf(issuer))]);
    }

    /// <summary>A sentence that names the setting; null if all is well.</summary>
    public string? ProblemOf(PasskeyOptions options)
    {
        foreach (var origin in options.Origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || OriginOf(uri) != origin.TrimEnd('/'))
                return $"Factors:Passkey:Origins: \"{origin}\" is no origin; write it as https://login.example.org.";
            if (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
                return $"Factors:Passkey:Origins: \"{origin}\" has to begin with https://.";
        }

        var party = Read(options);
        // WebAuthn §13.4.9: a page can only use a domain that it lies in, and the browser would refuse every key without saying why.
        var outside = party.Origins.FirstOrDefault(origin => !LiesIn(new Uri(origin).Host, party.Id));
        return outside is null ? null : $"Factors:Passkey:RelyingPartyId: \"{outside}\" does not lie in the domain \"{party.Id}\".";
    }

    private static string OriginOf(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private static bool LiesIn(string host, string domain) => host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);
}
