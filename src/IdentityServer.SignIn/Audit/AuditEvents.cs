using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Audit;

/// <summary>Names of audited events. Stored: never rename one.</summary>
public static class AuditEvents
{
    public const string SignedIn = "signed_in";
    public const string SignedOut = "signed_out";
    public const string FactorVerified = "factor_verified";
    public const string FactorRejected = "factor_rejected";
    public const string Throttled = "throttled";
    public const string CodeSent = "code_sent";
    public const string CodeNotSent = "code_not_sent";
    public const string MethodAdded = "method_added";
    public const string MethodRemoved = "method_removed";
    public const string MethodRenamed = "method_renamed";
    public const string MethodsConfirmed = "methods_confirmed";
    public const string DefaultMethodChanged = "default_method_changed";
    public const string PasswordChanged = "password_changed";
    public const string PasswordReset = "password_reset";
    public const string PasswordResetBegun = "password_reset_begun";
    public const string PasswordResetRefused = "password_reset_refused";
    public const string OrganizationChanged = "organization_changed";
    public const string AccountCreated = "account_created";
    public const string AccountChanged = "account_changed";
    public const string AccountUnlocked = "account_unlocked";
    public const string MethodsReset = "methods_reset";
    public const string SessionsEnded = "sessions_ended";
    public const string TemporaryAccessPassIssued = "temporary_access_pass_issued";
    public const string DevicePaired = "device_paired";
    public const string PairingRefused = "pairing_refused";
    public const string ApprovalRequested = "approval_requested";
    public const string ApprovalGranted = "approval_granted";
    public const string ApprovalRefused = "approval_refused";
    public const string SignInReported = "sign_in_reported";
    public const string EnrollmentSkipped = "enrollment_skipped";
    public const string ConsentGranted = "consent_granted";
    public const string ConsentRefused = "consent_refused";
    public const string LogoutNotDelivered = "logout_not_delivered";
    public const string ConsentWithdrawn = "consent_withdrawn";
    public const string DeviceForgotten = "device_forgotten";
    public const string AccountLocked = "account_locked";
    public const string ProfileChanged = "profile_changed";
    public const string EmailChanged = "email_changed";
    public const string PhoneChanged = "phone_changed";
    public const string DataDownloaded = "data_downloaded";
    public const string InvitationCreated = "invitation_created";
    public const string InvitationSent = "invitation_sent";
    public const string InvitationReminded = "invitation_reminded";
    public const string InvitationResent = "invitation_resent";
    public const string InvitationWithdrawn = "invitation_withdrawn";
    public const string InvitationAccepted = "invitation_accepted";
    public const string OrganizationConsentGranted = "organization_consent_granted";
    public const string OrganizationConsentRefused = "organization_consent_refused";
    public const string OrganizationConsentWithdrawn = "organization_consent_withdrawn";
    public const string OrganizationLeft = "organization_left";
    public const string OrganizationReturned = "organization_returned";
    public const string GuestChanged = "guest_changed";
    public const string AccessRefused = "access_refused";
    public const string GrantReplayed = "grant_replayed";
    public const string ClientRejected = "client_rejected";
    public const string PasskeyCounterRegressed = "passkey_counter_regressed";
    public const string PasskeyRefused = "passkey_refused";
    public const string ConfigurationApplied = "configuration_applied";
    public const string ApplicationCreated = "application_created";
    public const string ApplicationChanged = "application_changed";
    public const string ApplicationDeleted = "application_deleted";
    public const string ApplicationSecretAdded = "application_secret_added";
    public const string ApplicationSecretRevoked = "application_secret_revoked";
    public const string AccessAssigned = "access_assigned";
    public const string AccessWithdrawn = "access_withdrawn";
    public const string ApiCreated = "api_created";
    public const string ApiChanged = "api_changed";
    public const string ApiDeleted = "api_deleted";
    public const string SigningKeyRotated = "signing_key_rotated";
    public const string LogsExported = "logs_exported";

    /// <summary>A proof that was refused.</summary>
    public static string Of(RejectionHint hint) => hint == RejectionHint.TooManyTries ? Throttled : FactorRejected;
}
