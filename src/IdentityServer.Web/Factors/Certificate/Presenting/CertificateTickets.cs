using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Factors.Certificate.Presenting;

/// <summary>
/// The way to the place where certificates are presented and back: a request goes there, a ticket with the certificate comes back. Both work once;
/// the ticket's code is only known to the browser that presented, and only good on the journey that asked.
/// </summary>
internal sealed class CertificateTickets(
    IChallengeStore challenges, ISecretProtector secrets, IUnitOfWork unitOfWork, CertificatePlace place, ServerSettings settings, IHostEnvironment environment,
    TimeProvider clock)
{
    private const string Request = "certificate";
    private const string Ticket = "certificate:ticket";
    private const string ReturnPath = "/factors/certificate/return";
    private const int CodeBytes = 32;

    /// <summary>The person has to find the card and type its PIN; the browser shows no page meanwhile.</summary>
    private static readonly TimeSpan RequestLifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan TicketLifetime = TimeSpan.FromSeconds(60);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Where to send the browser.</summary>
    public async Task<string> BeginAsync(Journey journey, HttpRequest http, CancellationToken ct)
    {
        await challenges.EndAsync(Request, journey.Id, null, Now, ct);
        var request = New(Request, journey.Id, RequestLifetime) with { State = secrets.Protect(Request, OriginOf(http)) };
        challenges.Add(request);
        await unitOfWork.SaveAsync(ct);
        return place.AddressOf(request.Id);
    }

    /// <summary>Takes what the browser presented; returns where to send it back to.</summary>
    /// <param name="certificate">Null where it presented none.</param>
    public async Task<string> PresentAsync(Guid requestId, X509Certificate2? certificate, CancellationToken ct)
    {
        if (await challenges.FindAsync(requestId, ct) is not { Purpose: Request, JourneyId: { } journeyId } request) return settings.Issuer + "/signin/trouble";

        var origin = secrets.Unprotect(Request, request.State!) ?? settings.Issuer;
        var address = $"{origin}{ReturnPath}?j={journeyId:N}";
        if (!await challenges.TryConsumeAsync(requestId, Now, ct)) return address;

        var code = RandomNumberGenerator.GetBytes(CodeBytes);
        var ticket = New(Ticket, journeyId, TicketLifetime) with
        {
            CodeHash = secrets.Hash(Ticket, code),
            State = secrets.Protect(Ticket, certificate is null ? "" : Convert.ToBase64String(certificate.RawDataMemory.Span)),
        };
        challenges.Add(ticket);
        await unitOfWork.SaveAsync(ct);
        return $"{address}&ticket={ticket.Id:N}{Base64Url.EncodeToString(code)}";
    }

    /// <summary>What was presented for the journey; null for a ticket that is not its own, too old, or used.</summary>
    public async Task<Presentation?> TakeAsync(Guid journeyId, string? text, CancellationToken ct)
    {
        if (text is not { Length: 32 + 43 } || !Guid.TryParseExact(text.AsSpan(0, 32), "N", out var id) || !TryDecode(text.AsSpan(32), out var code)) return null;
        if (await challenges.FindAsync(id, ct) is not { Purpose: Ticket, CodeHash: { } hash } ticket || ticket.JourneyId != journeyId) return null;
        if (!CryptographicOperations.FixedTimeEquals(hash, secrets.Hash(Ticket, code)) || !await challenges.TryConsumeAsync(id, Now, ct)) return null;

        return secrets.Unprotect(Ticket, ticket.State!) is { Length: > 0 } certificate
            ? new Presentation(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate)))
            : new Presentation(null);
    }

    private Challenge New(string purpose, Guid journeyId, TimeSpan lifetime) => new()
    {
        Id = Guid.NewGuid(),
        Purpose = purpose,
        JourneyId = journeyId,
        CreatedUtc = Now,
        ExpiresUtc = Now + lifetime,
    };

    /// <summary>The issuer's; in Development also another port of this machine, whose cookies the journey is bound to.</summary>
    private string OriginOf(HttpRequest http)
    {
        var origin = $"{http.Scheme}://{http.Host}";
        return environment.IsDevelopment() && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback ? origin : settings.Issuer;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out byte[] code)
    {
        code = new byte[CodeBytes];
        return Base64Url.IsValid(text, out var length) && length == CodeBytes && Base64Url.TryDecodeFromChars(text, code, out var written) && written == CodeBytes;
    }
}

/// <summary>What a browser presented: a certificate whose key it holds, or none.</summary>
internal sealed record Presentation(X509Certificate2? Certificate);
