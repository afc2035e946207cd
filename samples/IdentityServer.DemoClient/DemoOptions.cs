using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.DemoClient;

/// <summary>Section "Demo": which server to trust, and as which application to talk to it.</summary>
internal sealed class DemoOptions
{
    /// <summary>The issuer. Everything else is learned from its discovery document.</summary>
    [Required, Url]
    public required string Authority { get; set; }

    /// <summary>Where this application is reached, without a slash at the end.</summary>
    [Required, Url]
    public required string ClientUrl { get; set; }

    [Required]
    public required string Scope { get; set; }

    /// <summary>One registration per organization. The first is the default.</summary>
    [MinLength(1), ValidateEnumeratedItems]
    public List<DemoRegistration> Clients { get; set; } = [];

    public string RedirectUri => ClientUrl + "/callback";

    public string HomeUri => ClientUrl + "/";

    public DemoRegistration Find(string? clientId) => Clients.Find(client => client.ClientId == clientId) ?? Clients[0];
}

/// <summary>This application as one organization knows it.</summary>
internal sealed class DemoRegistration
{
    [Required]
    public required string Organization { get; set; }

    [Required]
    public required string ClientId { get; set; }

    [Required]
    public required string ClientSecret { get; set; }
}

[OptionsValidator]
internal sealed partial class DemoOptionsValidator : IValidateOptions<DemoOptions>;
