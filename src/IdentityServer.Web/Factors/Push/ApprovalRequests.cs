using System.Globalization;
using System.Security.Cryptography;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Jose;
using IdentityServer.SignIn.Challenges;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Makes requests for approval, for sign-ins and for the wizard's test.</summary>
internal sealed class ApprovalRequests(CurrentSignIn signIn, IChallengeStore challenges, IClientStore clients, MethodSecrets secrets, TimeProvider clock)
{
    /// <summary>How long a device may answer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>How much longer the sign-in's page may collect what was answered in the last second.</summary>
    private static readonly TimeSpan Collecting = TimeSpan.FromSeconds(15);

    public static bool MayBeAnswered(Challenge request, DateTime nowUtc) =>
        request.AnsweredUtc is null && request.IsOpen(nowUtc) && nowUtc < request.CreatedUtc + Lifetime;

    /// <summary>Joins the unit of work, and ends an older one of the account: one is pending at a time.</summary>
    public async Task<Challenge> AddAsync(string purpose, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var accountId = signIn.Person!.Account.Id;
        await challenges.EndAsync(purpose, null, accountId, now, ct);

        var details = await DescribeAsync(ct);
        var request = new Challenge
        {
            Id = Guid.CreateVersion7(now),
            Purpose = purpose,
            JourneyId = signIn.Journey.Id,
            AccountId = accountId,
            State = secrets.Protect(PushFactor.FactorKey, details.ToJson()),
            TriesLeft = 1,
            CreatedUtc = now,
            ExpiresUtc = now + Lifetime + Collecting,
        };
        challenges.Add(request);
        return request;
    }

    /// <summary>What the sign-in's page shows of a request.</summary>
    public ApprovalView ViewOf(Challenge request)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var details = ApprovalDetails.FromJson(secrets.Unprotect(PushFactor.FactorKey, request.State!));
        var left = (int)Math.Ceiling((request.CreatedUtc + Lifetime - now).TotalSeconds);
        return new ApprovalView(request, ApprovalAnswers.StatusOf(request, now), details.Number, Math.Max(0, left));
    }

    private async Task<ApprovalDetails> DescribeAsync(CancellationToken ct)
    {
        var clientId = signIn.State.Demands.ClientId;
        return new ApprovalDetails(
            Base64UrlText.Encode(RandomNumberGenerator.GetBytes(32)),
            RandomNumberGenerator.GetInt32(10, 100).ToString(CultureInfo.InvariantCulture))
        {
            Application = clientId is null ? null : (await clients.FindAsync(clientId, ct))?.ClientName ?? clientId,
            ClientId = clientId,
            Organization = signIn.Organization?.DisplayName ?? PageChrome.ProductName,
            OrganizationId = signIn.State.OrganizationId,
            Address = signIn.Visitor.Address,
            UserAgent = signIn.Visitor.UserAgent,
        };
    }
}

/// <summary>A request as the sign-in's page shows it.</summary>
internal sealed record ApprovalView(Challenge Request, ApprovalStatus Status, string Number, int SecondsLeft)
{
    /// <summary>Prints no number.</summary>
    public override string ToString() => $"{nameof(ApprovalView)} {Status}";
}
