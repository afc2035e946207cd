using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Password;

/// <summary>Section "Factors:Password".</summary>
internal sealed class PasswordOptions
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA512. OWASP's floor; an older hash is renewed at the next sign-in.</summary>
    [Range(210_000, 10_000_000)]
    public int Iterations { get; set; } = 210_000;

    /// <summary>How many hashes are computed at once; 0: half of the processors, at least one.</summary>
    [Range(0, 64)]
    public int Lanes { get; set; }

    /// <summary>How many sign-ins may wait for a lane before more are turned away.</summary>
    [Range(1, 10_000)]
    public int Queue { get; set; } = 256;
}

[OptionsValidator]
internal sealed partial class PasswordOptionsValidator : IValidateOptions<PasswordOptions>;
