using System.Reflection;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Words for the events of the audit log, and for why something was refused.</summary>
internal static class EventTexts
{
    /// <summary>All events there are.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(AuditEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>An event that has no words is called by its name.</summary>
    public static string Of(string what, IStringLocalizer<Texts> texts) => what switch
    {
        AuditEvents.SignedIn => texts["Signed in"],
        AuditEvents.SignedOut => texts["Signed out"],
        AuditEvents.FactorVerified => texts["Proof accepted"],
        AuditEvents.FactorRejected => texts["Proof refused"],
        AuditEvents.Throttled => texts["Too many tries"],
        AuditEvents.CodeSent => texts["Code sent"],
        AuditEvents.CodeNotSent => texts["Code not sent"],
        AuditEvents.MethodAdded => texts["Method added"],
        AuditEvents.MethodRemoved => texts["Method removed"],
        AuditEvents.MethodRenamed => texts["Method renamed"],
        AuditEvents.MethodsConfirmed => texts["Methods confirmed"],
        AuditEvents.DefaultMethodChanged => texts["Default method changed"],
        AuditEvents.PasswordChanged => texts["Password changed"],
        AuditEvents.PasswordReset => texts["Password reset"],
        AuditEvents.PasswordResetBegun => texts["Password reset begun"],
        AuditEvents.PasswordResetRefused => texts["Password reset refused"],
        AuditEvents.AccountCreated => texts["Account created"],
        AuditEvents.TemporaryAccessPassIssued => texts["Temporary access pass issued"],
        AuditEvents.DevicePaired => texts["Authenticator paired"],
        AuditEvents.PairingRefused => texts["Pairing refused"],
        AuditEvents.ApprovalRequested => texts["Approval asked for"],
        AuditEvents.ApprovalGranted => texts["Sign-in approved"],
        AuditEvents.ApprovalRefused => texts["Sign-in denied"],
        AuditEvents.SignInReported => texts["Sign-in reported: it was somebody else"],
        AuditEvents.EnrollmentSkipped => texts["Protection put off"],
        AuditEvents.ConsentGranted => texts["Permission given to an application"],
        AuditEvents.ConsentRefused => texts["Permission refused to an application"],
        AuditEvents.ConsentWithdrawn => texts["Permission of an application withdrawn"],
        AuditEvents.LogoutNotDelivered => texts["Application not told of a sign-out"],
        AuditEvents.DeviceForgotten => texts["Device forgotten"],
        AuditEvents.AccountLocked => texts["Account locked"],
        AuditEvents.ProfileChanged => texts["Profile changed"],
        AuditEvents.EmailChanged => texts["Email changed"],
        AuditEvents.PhoneChanged => texts["Phone changed"],
        AuditEvents.DataDownloaded => texts["Data downloaded"],
        AuditEvents.InvitationCreated => texts["Invitation made"],
        AuditEvents.InvitationSent => texts["Invitation sent"],
        AuditEvents.InvitationReminded => texts["Invitation reminded of"],
        AuditEvents.InvitationResent => texts["Invitation sent again"],
        AuditEvents.InvitationWithdrawn => texts["Invitation withdrawn"],
        AuditEvents.InvitationAccepted => texts["Invitation accepted"],
        AuditEvents.OrganizationConsentGranted => texts["Organization's terms accepted"],
        AuditEvents.OrganizationConsentRefused => texts["Organization's terms refused"],
        AuditEvents.OrganizationConsentWithdrawn => texts["Organization's terms withdrawn"],
        AuditEvents.OrganizationLeft => texts["Guest left"],
        AuditEvents.OrganizationReturned => texts["Guest came back"],
        AuditEvents.GuestChanged => texts["Guest changed"],
        AuditEvents.AccessRefused => texts["Access refused"],
        AuditEvents.GrantReplayed => texts["Code or token used twice"],
        AuditEvents.ClientRejected => texts["Application not recognized"],
        AuditEvents.PasskeyCounterRegressed => texts["Security key may have been copied"],
        AuditEvents.PasskeyRefused => texts["Security key refused"],
        AuditEvents.ConfigurationApplied => texts["Configuration applied"],
        AuditEvents.ApplicationCreated => texts["Application created"],
        AuditEvents.ApplicationChanged => texts["Application changed"],
        AuditEvents.ApplicationDeleted => texts["Application deleted"],
        AuditEvents.ApplicationSecretAdded => texts["Application secret made"],
        AuditEvents.ApplicationSecretRevoked => texts["Application secret revoked"],
        AuditEvents.AccessAssigned => texts["Access to an application given or changed"],
        AuditEvents.AccessWithdrawn => texts["Access to an application withdrawn"],
        AuditEvents.ApiCreated => texts["API created"],
        AuditEvents.ApiChanged => texts["API changed"],
        AuditEvents.ApiDeleted => texts["API deleted"],
        AuditEvents.SigningKeyRotated => texts["Signing key made"],
        AuditEvents.AccountChanged => texts["Account changed"],
        AuditEvents.OrganizationChanged => texts["Organization changed"],
        AuditEvents.AccountUnlocked => texts["Account unlocked"],
        AuditEvents.MethodsReset => texts["Methods reset"],
        AuditEvents.SessionsEnded => texts["Sessions ended"],
        AuditEvents.LogsExported => texts["Logs exported"],
        _ => what,
    };

    /// <summary>Why it was refused, in words where there are some.</summary>
    public static string? ReasonOf(AuditEntry entry, IStringLocalizer<Texts> texts)
    {
        // Where a code was for something else than the sign-in, that stands before the reason: "reset: Expired".
        var reason = entry.Detail?.Split(": ")[^1];
        if (entry.Event is not (AuditEvents.FactorRejected or AuditEvents.Throttled)) return entry.Detail;

        return Enum.TryParse(reason, out RejectionHint hint) ? Of(hint, texts) : entry.Detail;
    }

    private static string? Of(RejectionHint hint, IStringLocalizer<Texts> texts) => hint switch
    {
        RejectionHint.ClockIsOff => texts["The code was of another time: the phone's clock is off."].Value,
        RejectionHint.UsedBefore => texts["The code was right and had been used."].Value,
        RejectionHint.TooManyTries => texts["There were too many tries."].Value,
        RejectionHint.NotAccepted => texts["The organization doesn't accept such a device."].Value,
        RejectionHint.NoTriesLeft => texts["The code that was sent had had its tries."].Value,
        RejectionHint.Expired => texts["The code's time was up."].Value,
        _ => null,
    };
}
