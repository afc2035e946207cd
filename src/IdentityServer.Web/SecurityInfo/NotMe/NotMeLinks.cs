using System.Text.Json;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Web.Authenticator;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.SecurityInfo.NotMe;

/// <summary>Addresses in alert mails by which whoever gets one locks the account, signed in or not.</summary>
internal sealed class NotMeLinks(ISecretProtector protector, ServerSettings settings, TimeProvider clock)
{
    public const string Path = "/security/not-me";

    private const string Purpose = "not-me";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <param name="atUtc">When it happened; the link is good for a week from now.</param>
    public string Create(Guid accountId, DateTime atUtc, Visitor visitor) => settings.Issuer + PathOf(accountId, atUtc, visitor);

    /// <summary>As <see cref="Create"/>, for our own pages.</summary>
    public string PathOf(Guid accountId, DateTime atUtc, Visitor visitor)
    {
        var report = new NotMeReport(Guid.NewGuid(), accountId, atUtc, clock.GetUtcNow().UtcDateTime, visitor.Address, BrowserNames.Of(visitor.UserAgent));
        return $"{Path}?t={Uri.EscapeDataString(protector.Protect(Purpose, JsonSerializer.Serialize(report)))}";
    }

    /// <summary>Null if we did not make it, or its time is over.</summary>
    public NotMeReport? Read(string? token) =>
        token is { Length: > 0 and <= 2000 } && protector.Unprotect(Purpose, token) is { } json
        && JsonSerializer.Deserialize<NotMeReport>(json) is { } report && report.IssuedUtc + Lifetime > clock.GetUtcNow().UtcDateTime
            ? report
            : null;
}

/// <summary>What the owner of an account says was not them.</summary>
/// <param name="Id">Of the link: it locks once.</param>
internal sealed record NotMeReport(Guid Id, Guid AccountId, DateTime AtUtc, DateTime IssuedUtc, string? Address, string? Browser);
