using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Section "Factors:Passkey".</summary>
internal sealed class PasskeyOptions
{
    /// <summary>The domain that passkeys belong to; null: the issuer's host. Changing it makes every registered passkey useless.</summary>
    public string? RelyingPartyId { get; set; }

    /// <summary>Where the pages are served, besides the issuer's own origin: "https://login.example.org".</summary>
    public IList<string> Origins { get; } = [];

    /// <summary>How long a browser waits for the person.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many an account may have.</summary>
    [Range(1, 50)]
    public int MostPerAccount { get; set; } = 20;

    /// <summary>PEM files of the roots that vouch for authenticators; without one no attestation is trusted.</summary>
    public IList<string> AttestationRoots { get; } = [];

    internal X509Certificate2Collection LoadRoots()
    {
        var roots = new X509Certificate2Collection();
        foreach (var file in AttestationRoots) roots.ImportFromPemFile(file);
        return roots;
    }
}

[OptionsValidator]
internal sealed partial class PasskeyOptionsValidator : IValidateOptions<PasskeyOptions>;

/// <summary>What attributes can't say: addresses that fit together, files that hold certificates.</summary>
internal sealed class PasskeyAddressesValidator(RelyingPartyReader reader) : IValidateOptions<PasskeyOptions>
{
    public ValidateOptionsResult Validate(string? name, PasskeyOptions options)
    {
        if (reader.ProblemOf(options) is { } problem) return ValidateOptionsResult.Fail(problem);

        try
        {
            options.LoadRoots();
            return ValidateOptionsResult.Success;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Factors:Passkey:AttestationRoots: a file can't be read as PEM certificates ({unreadable.Message})");
        }
    }
}
