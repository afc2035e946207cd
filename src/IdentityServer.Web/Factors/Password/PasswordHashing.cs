using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Password;

/// <summary>PBKDF2-HMAC-SHA512 with ASP.NET Core Identity's hasher and its format.</summary>
internal sealed class PasswordHashing
{
    private static readonly object NoUser = new();

    private readonly PasswordHasher<object> _hasher;

    public PasswordHashing(IOptions<PasswordOptions> options)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.Iterations }));
        Nobody = _hasher.HashPassword(NoUser, Guid.NewGuid().ToString());
    }

    /// <summary>A hash that no password fits: what a sign-in of nobody is checked against, so that it takes as long as any other.</summary>
    public string Nobody { get; }

    public string Hash(string password) => _hasher.HashPassword(NoUser, Normalize(password));

    /// <summary><paramref name="outdated"/>: right, but hashed with fewer rounds than today.</summary>
    public bool Verify(string hash, string password, out bool outdated)
    {
        var result = Check(hash, password);
        outdated = result == PasswordVerificationResult.SuccessRehashNeeded;
        return result != PasswordVerificationResult.Failed;
    }

    // NIST SP 800-63B-4 §3.1.1.2: keyboards write the same letter in several ways.
    private static string Normalize(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }

    private PasswordVerificationResult Check(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword(NoUser, hash, Normalize(password));
        }
        catch (FormatException)
        {
            return PasswordVerificationResult.Failed;
        }
    }
}
