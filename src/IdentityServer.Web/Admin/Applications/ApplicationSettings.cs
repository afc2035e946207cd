using System.Text.Json;
using IdentityServer.Protocol;
using IdentityServer.Protocol.Clients;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>What an application has to know of this server.</summary>
internal sealed record ApplicationSettings(ProtocolOptions Options, Client Client)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Discovery => Options.AddressOf(ProtocolOptions.OpenIdConfigurationPath);

    public string Authorization => Options.AddressOf(ProtocolOptions.AuthorizePath);

    public string Token => Options.AddressOf(ProtocolOptions.TokenPath);

    public string Keys => Options.AddressOf(ProtocolOptions.JwksPath);

    public string Json => JsonSerializer.Serialize(Values.ToDictionary(value => value.Name, value => value.Value), Indented);

    public string Environment => string.Join('\n', Values.Select(value => $"OIDC_{value.Name.ToUpperInvariant()}=\"{value.Value}\""));

    private IEnumerable<(string Name, string Value)> Values
    {
        get
        {
            yield return ("issuer", Options.Issuer);
            yield return ("client_id", Client.ClientId);
            if (Client.RedirectUris is [var redirectUri, ..]) yield return ("redirect_uri", redirectUri);
            if (Client.Scope.Length > 0) yield return ("scope", Client.Scope);
        }
    }
}
