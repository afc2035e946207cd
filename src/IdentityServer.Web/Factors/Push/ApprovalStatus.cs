using IdentityServer.SignIn.Challenges;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Where a request for approval stands.</summary>
internal enum ApprovalStatus
{
    Waiting,
    Approved,
    Denied,
    WrongNumber,
    Reported,
    Expired,

    /// <summary>A newer request has taken its place.</summary>
    Replaced,
}

/// <summary>Answers as they are stored.</summary>
internal static class ApprovalAnswers
{
    public const string Denied = "denied";
    public const string Reported = "reported";
    public const string WrongNumber = "wrong";

    /// <summary>By this device, which is named by its key.</summary>
    public static string ApprovedBy(string deviceId) => "approved:" + deviceId;

    public static ApprovalStatus StatusOf(Challenge request, DateTime nowUtc) => request.Answer switch
    {
        Denied => ApprovalStatus.Denied,
        Reported => ApprovalStatus.Reported,
        WrongNumber => ApprovalStatus.WrongNumber,
        not null => ApprovalStatus.Approved,
        _ when request.ConsumedUtc is not null => ApprovalStatus.Replaced,
        _ => ApprovalRequests.MayBeAnswered(request, nowUtc) ? ApprovalStatus.Waiting : ApprovalStatus.Expired,
    };
}
