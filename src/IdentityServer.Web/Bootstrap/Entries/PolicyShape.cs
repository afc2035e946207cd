using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>An organization's "policy", with the limits that <see cref="Policy"/> states.</summary>
internal static class PolicyShape
{
    private static readonly ListForm<string> Methods = new(new TextForm(Rules.OneOf("method", Policy.KnownMethods)));

    private static readonly ListForm<string> Countries = new(new TextForm(Rules.Country));

    private static readonly ChoiceForm<SecondFactorDemand> Demand = new(
        "demand",
        ("off", SecondFactorDemand.Off),
        ("optional", SecondFactorDemand.Optional),
        ("required", SecondFactorDemand.Required),
        ("phishingResistant", SecondFactorDemand.PhishingResistant));

    private static readonly NullableForm<DateTime> Deadline = new(new TimeForm());

    private static readonly TextForm Inviters = new(Rules.OneOf("group", "administrators", "members"));

    internal static readonly Shape<Policy> Fields = new Shape<Policy>(new())
        .Add("secondFactor", Demand, p => p.SecondFactor, (p, value) => p with { SecondFactor = value })
        .Add("requiredMethods", Methods, p => p.RequiredMethods, (p, value) => p with { RequiredMethods = value })
        .Add("methodsRequired", new NumberForm(1, 5), p => p.MethodsRequired, (p, value) => p with { MethodsRequired = value })
        .Add("allowedMethods", Methods, p => p.AllowedMethods, (p, value) => p with { AllowedMethods = value })
        .Add("phoneCountries", Countries, p => p.PhoneCountries, (p, value) => p with { PhoneCountries = value })
        .Add("skipsAllowed", new NumberForm(0, 10), p => p.SkipsAllowed, (p, value) => p with { SkipsAllowed = value })
        .Add("skipPauseDays", new NumberForm(0, 14), p => p.SkipPauseDays, (p, value) => p with { SkipPauseDays = value })
        .Add("enrollmentDeadline", Deadline, p => p.EnrollmentDeadlineUtc, (p, value) => p with { EnrollmentDeadlineUtc = value })
        .Add("rememberDeviceDays", new NumberForm(0, 365), p => p.RememberDeviceDays, (p, value) => p with { RememberDeviceDays = value })
        .Add("invitedBy", Inviters, p => p.InvitedBy, (p, value) => p with { InvitedBy = value })
        .Add("sessionHours", new NumberForm(1, 2160), p => p.SessionHours, (p, value) => p with { SessionHours = value })
        .Add("staySignedInDays", new NumberForm(0, 90), p => p.StaySignedInDays, (p, value) => p with { StaySignedInDays = value })
        .Add("lockoutFailures", new NumberForm(3, 100), p => p.LockoutFailures, (p, value) => p with { LockoutFailures = value })
        .Add("securityQuestions", new NumberForm(0, 5), p => p.SecurityQuestions, (p, value) => p with { SecurityQuestions = value })
        .Add("resetMethods", new NumberForm(1, 2), p => p.ResetMethods, (p, value) => p with { ResetMethods = value })
        .Add("selfRegistration", new FlagForm(), p => p.SelfRegistration, (p, value) => p with { SelfRegistration = value })
        .Add("reconfirmDays", new NumberForm(0, 730), p => p.ReconfirmDays, (p, value) => p with { ReconfirmDays = value })
        .Add("suggestPasskeys", new FlagForm(), p => p.SuggestPasskeys, (p, value) => p with { SuggestPasskeys = value })
        .Add("passwordMinLength", new NumberForm(12, 64), p => p.PasswordMinLength, (p, value) => p with { PasswordMinLength = value })
        .AddPart("certificates", CertificatePolicyShape.Fields, p => p.Certificates, (p, value) => p with { Certificates = value })
        .AddPart("passkeys", PasskeyPolicyShape.Fields, p => p.Passkeys, (p, value) => p with { Passkeys = value })
        .AddPart("guests", GuestPolicyShape.Fields, p => p.Guests, (p, value) => p with { Guests = value });
}
