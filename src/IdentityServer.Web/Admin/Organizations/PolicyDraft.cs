using System.Globalization;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>What somebody wants a policy to be: the page's fields. What the page doesn't show stays as it is.</summary>
public sealed class PolicyDraft
{
    private const string DayFormat = "yyyy-MM-dd";

    public SecondFactorDemand SecondFactor { get; set; }

    public List<string> RequiredMethods { get; set; } = [];

    public List<string> AllowedMethods { get; set; } = [];

    public int MethodsRequired { get; set; }

    public int SkipsAllowed { get; set; }

    public int SkipPauseDays { get; set; }

    /// <summary>yyyy-MM-dd; empty: none.</summary>
    public string? EnrollmentDeadline { get; set; }

    public int RememberDeviceDays { get; set; }

    public int SessionHours { get; set; }

    public int StaySignedInDays { get; set; }

    public int LockoutFailures { get; set; }

    public int SecurityQuestions { get; set; }

    public int ResetMethods { get; set; }

    public int ReconfirmDays { get; set; }

    public int PasswordMinLength { get; set; }

    /// <summary>"administrators" or "members".</summary>
    public string InvitedBy { get; set; } = "administrators";

    public bool SelfRegistration { get; set; }

    public bool SuggestPasskeys { get; set; }

    /// <summary>What the change is based on.</summary>
    public Guid Version { get; set; }

    /// <summary>Field, least and most: as <see cref="Policy"/> states them.</summary>
    internal static IReadOnlyList<(string Field, Func<PolicyDraft, int> Value, int Least, int Most)> Numbers { get; } =
    [
        (nameof(MethodsRequired), draft => draft.MethodsRequired, 1, 5),
        (nameof(SkipsAllowed), draft => draft.SkipsAllowed, 0, 10),
        (nameof(SkipPauseDays), draft => draft.SkipPauseDays, 0, 14),
        (nameof(RememberDeviceDays), draft => draft.RememberDeviceDays, 0, 365),
        (nameof(SessionHours), draft => draft.SessionHours, 1, 2160),
        (nameof(StaySignedInDays), draft => draft.StaySignedInDays, 0, 90),
        (nameof(LockoutFailures), draft => draft.LockoutFailures, 3, 100),
        (nameof(SecurityQuestions), draft => draft.SecurityQuestions, 0, 5),
        (nameof(ResetMethods), draft => draft.ResetMethods, 1, 2),
        (nameof(ReconfirmDays), draft => draft.ReconfirmDays, 0, 730),
        (nameof(PasswordMinLength), draft => draft.PasswordMinLength, 12, 64),
    ];

    internal static PolicyDraft Of(Organization organization)
    {
        var policy = organization.Policy;
        return new()
        {
            SecondFactor = policy.SecondFactor,
            RequiredMethods = [.. policy.RequiredMethods],
            AllowedMethods = [.. policy.AllowedMethods],
            MethodsRequired = policy.MethodsRequired,
            SkipsAllowed = policy.SkipsAllowed,
            SkipPauseDays = policy.SkipPauseDays,
            EnrollmentDeadline = policy.EnrollmentDeadlineUtc?.ToString(DayFormat, CultureInfo.InvariantCulture),
            RememberDeviceDays = policy.RememberDeviceDays,
            SessionHours = policy.SessionHours,
            StaySignedInDays = policy.StaySignedInDays,
            LockoutFailures = policy.LockoutFailures,
            SecurityQuestions = policy.SecurityQuestions,
            ResetMethods = policy.ResetMethods,
            ReconfirmDays = policy.ReconfirmDays,
            PasswordMinLength = policy.PasswordMinLength,
            InvitedBy = policy.InvitedBy,
            SelfRegistration = policy.SelfRegistration,
            SuggestPasskeys = policy.SuggestPasskeys,
            Version = organization.Version,
        };
    }

    /// <summary>The policy that is wanted; only to be used where nothing is wrong with it.</summary>
    internal (Policy Policy, IReadOnlyList<FieldProblem> Problems) Apply(Policy policy, IStringLocalizer<Texts> texts)
    {
        var problems = Numbers.Where(number => number.Value(this) < number.Least || number.Value(this) > number.Most)
            .Select(number => new FieldProblem(number.Field, texts["Enter a number from {0} to {1}.", number.Least, number.Most])).ToList();
        if (SecurityQuestions is 1 or 2) problems.Add(new(nameof(SecurityQuestions), texts["Choose 0, or from 3 to 5."]));
        if (AllowedMethods.Concat(RequiredMethods).Except(Policy.KnownMethods).Any()) problems.Add(new(nameof(AllowedMethods), texts["Choose among the methods that are shown."]));
        if (RequiredMethods.Except(AllowedMethods).Any()) problems.Add(new(nameof(RequiredMethods), texts["A required method has to be allowed too."]));
        if (AllowedMethods.Count is 0 && SecondFactor >= SecondFactorDemand.Required) problems.Add(new(nameof(AllowedMethods), texts["Allow at least one method, for everybody has to set one up."]));
        if (!Enum.IsDefined(SecondFactor)) problems.Add(new(nameof(SecondFactor), texts["Choose among those that are shown."]));
        if (InvitedBy is not ("administrators" or "members")) problems.Add(new(nameof(InvitedBy), texts["Choose among those that are shown."]));

        DateTime? deadline = null;
        if (!string.IsNullOrEmpty(EnrollmentDeadline))
        {
            if (DateOnly.TryParseExact(EnrollmentDeadline, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) deadline = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            else problems.Add(new(nameof(EnrollmentDeadline), texts["Enter a day, or leave it empty."]));
        }

        return (With(policy, deadline), problems);
    }

    private Policy With(Policy policy, DateTime? deadline) => policy with
    {
        SecondFactor = SecondFactor,
        RequiredMethods = [.. Policy.KnownMethods.Intersect(RequiredMethods)],
        AllowedMethods = [.. Policy.KnownMethods.Intersect(AllowedMethods)],
        MethodsRequired = MethodsRequired,
        SkipsAllowed = SkipsAllowed,
        SkipPauseDays = SkipPauseDays,
        EnrollmentDeadlineUtc = deadline,
        RememberDeviceDays = RememberDeviceDays,
        SessionHours = SessionHours,
        StaySignedInDays = StaySignedInDays,
        LockoutFailures = LockoutFailures,
        SecurityQuestions = SecurityQuestions,
        ResetMethods = ResetMethods,
        ReconfirmDays = ReconfirmDays,
        PasswordMinLength = PasswordMinLength,
        InvitedBy = InvitedBy,
        SelfRegistration = SelfRegistration,
        SuggestPasskeys = SuggestPasskeys,
    };
}
