using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Challenges;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Push;

namespace IdentityServer.Web.Authenticator;

/// <summary>Shows a device the request that waits for it, and takes its answer: one, decided by one statement.</summary>
internal sealed class Approvals(
    IChallengeStore challenges, MethodSecrets secrets, IUnitOfWork unitOfWork, DeviceAudit audit, SuspicionReport report, TimeProvider clock)
{
    public async Task<IResult> FindAsync(Device device, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var request = await PendingAsync(device, now, ct);
        var details = request is null ? null : DetailsOf(request);

        // The number is not among it: whoever holds only the device can't know it.
        return Results.Json(new
        {
            name = device.Name,
            request = request is null ? null : new
            {
                id = request.Id.ToString("N"),
                challenge = details!.Nonce,
                application = details.Application,
                organization = details.Organization,
                address = details.Address,
                browser = BrowserNames.Of(details.UserAgent),
                at = request.CreatedUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                secondsLeft = Math.Max(0, (int)(request.CreatedUtc + ApprovalRequests.Lifetime - now).TotalSeconds),
                test = request.Purpose == PushPurposes.Test,
            },
        });
    }

    public async Task<IResult> AnswerAsync(SignedCall call, Device device, Visitor visitor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await PendingAsync(device, now, ct) is not { } request || call.Text("id") != request.Id.ToString("N")) return Over;

        var details = DetailsOf(request);
        if (!SameText(call.Text("challenge"), details.Nonce))
        {
            // Signed for another request, or not by our authenticator.
            audit.Note(AuditEvents.ApprovalRefused, device.AccountId, visitor, succeeded: false, request.JourneyId, details, "challenge of another request");
            await unitOfWork.SaveAsync(ct);
            return CallAnswers.Malformed;
        }

        var answer = call.Text("decision") switch
        {
            "approve" => SameText(call.Text("number"), details.Number) ? ApprovalAnswers.ApprovedBy(device.Id) : ApprovalAnswers.WrongNumber,
            "deny" => ApprovalAnswers.Denied,
            "report" => ApprovalAnswers.Reported,
            _ => null,
        };
        if (answer is null) return CallAnswers.Malformed;
        if (!await challenges.TryAnswerAsync(request.Id, answer, now, ct)) return Over;

        await WriteDownAsync(answer, request, details, device, visitor, ct);
        return Results.Json(new { outcome = answer is ApprovalAnswers.Denied or ApprovalAnswers.Reported or ApprovalAnswers.WrongNumber ? answer : "approved" });
    }

    private static IResult Over => CallAnswers.Error("over", StatusCodes.Status409Conflict);

    /// <summary>The newest request of the account alone: were two made at once, the older one can't be answered.</summary>
    private async Task<Challenge?> PendingAsync(Device device, DateTime nowUtc, CancellationToken ct)
    {
        var request = device.Method is null
            ? await challenges.FindOpenAsync(PushPurposes.Test, device.JourneyId, device.AccountId, nowUtc, ct)
            : await challenges.FindOpenAsync(PushPurposes.Approval, null, device.AccountId, nowUtc, ct);
        return request is not null && ApprovalRequests.MayBeAnswered(request, nowUtc) ? request : null;
    }

    private async Task WriteDownAsync(string answer, Challenge request, ApprovalDetails details, Device device, Visitor visitor, CancellationToken ct)
    {
        var granted = answer.StartsWith("approved", StringComparison.Ordinal);
        var test = request.Purpose == PushPurposes.Test ? "test, " : "";
        audit.Note(
            granted ? AuditEvents.ApprovalGranted : AuditEvents.ApprovalRefused, device.AccountId, visitor, granted, request.JourneyId, details,
            $"{test}{(granted ? "approved" : answer)} on {device.Name}");
        if (answer == ApprovalAnswers.Reported) await report.FileAsync(request, details, device, visitor, ct);
        await unitOfWork.SaveAsync(ct);
    }

    private ApprovalDetails DetailsOf(Challenge request) => ApprovalDetails.FromJson(secrets.Unprotect(PushFactor.FactorKey, request.State!));

    private static bool SameText(string? given, string expected) =>
        given is { Length: < 100 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
