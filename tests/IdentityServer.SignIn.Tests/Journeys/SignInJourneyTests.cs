using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Journeys;

/// <summary>The decision as a table: what is known, and what comes next.</summary>
public sealed class SignInJourneyTests
{
    private static readonly SignInStep ProveApp = new SignInStep.ProveSecondFactor([App.Id]);
    private static readonly SignInStep OutOfReach = new SignInStep.StrengthOutOfReach();
    private static readonly SignInStep Finish = new SignInStep.Finish();

    private static readonly ResetFacts Begun = new() { HasBegun = true };
    private static readonly Proof FromMailbox = new(PasswordReset.MailboxKey, FactorKinds.None, Resistance.None, ["otp"], Now);
    private static readonly Proof FromGuest = new("guestCode", FactorKinds.Mailbox, Resistance.None, ["otp"], Now);
    private static readonly SignInStep Accept = new SignInStep.AcceptOrganization(Guid.NewGuid());
    private static readonly SignInStep Refused = new SignInStep.RefuseInvitation(InvitationProblem.ForSomebodyElse);
    private static readonly Registration New = new(Guid.NewGuid(), "zoe@example.com");

    private static readonly Dictionary<string, (SignInFacts Facts, SignInStep Next)> Rows = new()
    {
        // Who is there, and the first factor
        ["nobody is named"] = (new(), new SignInStep.Identify()),
        ["nobody is named, but accounts are at hand"] = (new() { HasAccountsToPick = true }, new SignInStep.PickAccount()),
        ["named, with accounts at hand"] = (new() { IsIdentified = true, HasAccountsToPick = true }, new SignInStep.ProveFirstFactor()),
        ["named, nothing shown"] = (new() { IsIdentified = true }, new SignInStep.ProveFirstFactor()),
        ["named, nothing shown, may not enter: not told before proving who it is"] = (new() { IsIdentified = true, MayEnter = false }, new SignInStep.ProveFirstFactor()),
        ["shown, may not enter"] = (WithPassword with { MayEnter = false }, new SignInStep.RefuseAccess()),
        ["shown, may not enter, and all else open too"] = (Everything with { MayEnter = false }, new SignInStep.RefuseAccess()),
        ["a password is all that is asked"] = (WithPassword, Finish),

        // What policy asks for
        ["policy asks for two, the account has one to show"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App] }, ProveApp),
        ["policy asks for two, any of two will do"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App, Sms] }, new SignInStep.ProveSecondFactor([App.Id, Sms.Id])),
        ["policy asks for two, both shown"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App], Proofs = [Password, ProofOf(App)] }, Finish),
        ["policy asks for two where one can, the account has none"] = (WithPassword with { PolicyStrength = Strength.Mfa }, Finish),
        ["policy asks for none, the account has one"] = (WithPassword with { Methods = [App] }, Finish),
        ["a verified passkey is two kinds at once"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [Passkey], Proofs = [ProofOf(Passkey)] }, Finish),
        ["policy asks for phishing resistance: only what has it is offered"] = (WithPassword with { PolicyStrength = Strength.Phr, Methods = [App, SecurityKey] }, new SignInStep.ProveSecondFactor([SecurityKey.Id])),
        ["policy asks for phishing resistance, the app is nearer to it than a password"] = (WithPassword with { PolicyStrength = Strength.Phr, Methods = [App] }, ProveApp),
        ["two codes of possession are one kind"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App], Proofs = [MailedCode] }, Finish),
        ["two codes of possession are one kind, and policy insists"] = (WithPasswordWhereTwoAreRequired with { Methods = [App], Enrollable = [], Proofs = [MailedCode, ProofOf(App)] }, OutOfReach),
        ["policy insists and there is no way to get there"] = (WithPasswordWhereTwoAreRequired with { Enrollable = [] }, OutOfReach),
        ["policy insists and something would get there"] = (WithPasswordWhereTwoAreRequired, new SignInStep.EnrollMethod(["authenticatorApp"], 0, 0)),
        ["policy insists, but it was put off"] = (WithPasswordWhereTwoAreRequired with { Enrollment = AnyMethod, SkippedEnrollment = true }, Finish),
        ["policy insists on phishing resistance, the app is not enough"] = (WithPasswordWhereTwoAreRequired with { PolicyStrength = Strength.Phr, Methods = [App], Enrollable = [], Proofs = [Password, ProofOf(App)] }, OutOfReach),

        // What people are reminded of
        ["methods that were confirmed long ago"] = (WithPassword with { HasMethodsToReconfirm = true, Suggestion = MakeAPasskey, OffersToStaySignedIn = true }, new SignInStep.ReconfirmMethods()),
        ["a better way to sign in"] = (WithPassword with { Suggestion = MakeAPasskey, OffersToStaySignedIn = true }, new SignInStep.SuggestMethod(MakeAPasskey)),
        ["no reminder before what was set up is confirmed"] = (WithPassword with { HasMethodsToReconfirm = true, HasUnconfirmedEnrollment = true }, new SignInStep.ConfirmEnrollment()),
        ["no reminder before policy has what it asks for"] = (WithPassword with { Suggestion = MakeAPasskey, Enrollment = AnyMethod }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 2)),

        // Guests
        ["a code by mail in place of a password"] = (new() { IsIdentified = true, ByMail = true }, new SignInStep.ProveFirstFactor { ByMail = true }),
        ["an invitation is accepted by somebody who may not enter yet"] = (WithPassword with { MayEnter = false, Join = Accept }, Accept),
        ["nobody learns of an invitation before showing something"] = (new() { IsIdentified = true, MayEnter = false, Join = Accept }, new SignInStep.ProveFirstFactor()),
        ["an invitation is accepted before anything is set up"] = (WithPasswordWhereTwoAreRequired with { MayEnter = false, Join = Accept, Enrollment = AnyMethod }, Accept),
        ["a stolen password accepts nothing for whoever has more to show"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App], Join = Accept }, ProveApp),
        ["an invitation of somebody else"] = (WithPassword with { Join = Refused, MayEnter = false }, Refused),
        ["whoever has joined picks the account to go on with"] = (WithPasswordWhereTwoAreRequired with { AwaitsAccountChoice = true, Enrollment = AnyMethod }, new SignInStep.ConfirmAccount()),
        ["a guest of several is asked which, before anything that depends on it"] =
            (WithPassword with { OrganizationsToChoose = [App.Id], PolicyStrength = Strength.Mfa, Methods = [App] }, new SignInStep.ChooseOrganization([App.Id])),
        ["a mailbox and an app are two kinds"] = (WithPasswordWhereTwoAreRequired with { Methods = [App], Proofs = [FromGuest, ProofOf(App)] }, Finish),
        ["codes to one mailbox are one kind"] = (WithPasswordWhereTwoAreRequired with { Enrollable = [], Proofs = [FromGuest, FromGuest] }, OutOfReach),

        // A password reset
        ["a reset begins with the same question for everybody"] = (new() { IsIdentified = true, Reset = new() { Methods = [App.Id], OffersMailbox = true } }, new SignInStep.ProveForReset()),
        ["a reset of nobody never gets further"] = (new() { IsIdentified = true, MayEnter = false, Reset = new(), Proofs = [Password] }, new SignInStep.ProveForReset()),
        ["a reset that got all it asks for"] = (new() { IsIdentified = true, Reset = Begun with { Suffices = true, Methods = [App.Id] } }, new SignInStep.ChooseNewPassword()),
        ["a reset asks for one more of the account's methods"] = (new() { IsIdentified = true, Reset = Begun with { Methods = [App.Id], OffersMailbox = true } }, ProveApp),
        ["a reset asks for the mailbox where there is no method"] = (new() { IsIdentified = true, Reset = Begun with { OffersMailbox = true } }, new SignInStep.ProveForReset()),
        ["a reset with nothing more to show"] = (new() { IsIdentified = true, Reset = Begun }, new SignInStep.RefuseReset(ResetProblem.NothingElse)),
        ["a reset by one thing that is the second factor too"] = (new() { IsIdentified = true, Reset = Begun with { NeedsAnotherThing = true } }, new SignInStep.RefuseReset(ResetProblem.OneThingAlone)),
        ["a reset that took too long, however much was shown"] = (new() { IsIdentified = true, Reset = Begun with { Suffices = true, HasExpired = true } }, new SignInStep.RefuseReset(ResetProblem.Expired)),
        ["what was shown for a reset alone opens no sign-in"] = (new() { IsIdentified = true, Proofs = [FromMailbox] }, new SignInStep.ProveFirstFactor()),
        ["what was shown for a reset alone strengthens no sign-in"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App], Proofs = [Password, FromMailbox] }, ProveApp),

        // A new account
        ["a new account's address is proven first"] = (new() { Registration = New }, new SignInStep.ProveNewAddress()),
        ["a new account's address is proven"] = (new() { Registration = New with { IsProven = true } }, new SignInStep.DescribeNewAccount()),

        // Before a change
        ["a change asks for a second factor shown just now"] = (BeforeAChange with { Methods = [App], Proofs = [Password, ProofOf(App)] }, ProveApp),
        ["a change asks for what is at hand, where this organization doesn't accept it too"] = (BeforeAChange with { BarredMethods = [Sms.Id] }, new SignInStep.ProveSecondFactor([Sms.Id])),
        ["a second factor shown just now opens a change"] = (BeforeAChange with { Methods = [App], Proofs = [Password, JustNow(ProofOf(App))] }, Finish),
        ["a password shown just now does not, where there is more"] = (BeforeAChange with { Methods = [App], Proofs = [JustNow(Password), ProofOf(App)] }, ProveApp),
        ["a password shown just now does, where there is no more"] = (BeforeAChange with { Proofs = [JustNow(Password)] }, Finish),
        ["a change asks for a fresh proof before it sets up what policy asks for"] = (BeforeAChange with { Methods = [App], Proofs = [Password, ProofOf(App)], Enrollment = AnyMethod }, ProveApp),
        ["an old password is asked for again"] = (BeforeAChange with { FirstFactors = [KnownPassword] }, new SignInStep.ProveSecondFactor([KnownPassword.Id])),
        ["a card that is registered nowhere, shown just now, opens a change"] = (BeforeAChange with { Methods = [App], Proofs = [JustNow(ProofOf(SecurityKey) with { MethodId = null })] }, Finish),
        ["a change that nothing can open"] = (BeforeAChange, OutOfReach),

        // Of one's own accord
        ["somebody wants another method"] = (WithPassword with { WantsToEnroll = true, Enrollable = [AppToSetUp, PasskeyToSetUp] }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 0) { IsVoluntary = true }),
        ["somebody wants a certain one"] = (WithPassword with { WantsToEnroll = true, ChosenFactor = "passkey", Enrollable = [AppToSetUp, PasskeyToSetUp] }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 0) { IsVoluntary = true, Chosen = "passkey" }),
        ["somebody wants one that they can't set up"] = (WithPassword with { WantsToEnroll = true, ChosenFactor = "sms", Enrollable = [AppToSetUp] }, new SignInStep.EnrollMethod(["authenticatorApp"], 0, 0) { IsVoluntary = true }),
        ["somebody wants another and has shown none that they have"] = (WithPassword with { WantsToEnroll = true, Methods = [App], Enrollable = [PasskeyToSetUp] }, ProveApp),
        ["somebody wants another and there is none"] = (WithPassword with { WantsToEnroll = true }, Finish),
        ["what policy asks for comes before what somebody wants"] = (WithPassword with { WantsToEnroll = true, Enrollable = [AppToSetUp, PasskeyToSetUp], Enrollment = AnyMethod }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 2)),

        // What the application asks for
        ["the application asks for two"] = (WithPassword with { RequestedStrength = Strength.Mfa, Methods = [App] }, ProveApp),
        ["the application asks for what was shown"] = (WithPassword with { RequestedStrength = Strength.Mfa, Methods = [App], Proofs = [Password, ProofOf(App)] }, Finish),
        ["the application asks for two, the account may set one up"] = (WithPassword with { RequestedStrength = Strength.Mfa, Enrollable = [AppToSetUp] }, new SignInStep.EnrollMethod(["authenticatorApp"], 0, 0)),
        ["a step-up offers only what reaches it"] = (WithPassword with { RequestedStrength = Strength.Phr, Enrollable = [AppToSetUp, PasskeyToSetUp] }, new SignInStep.EnrollMethod(["passkey"], 0, 0)),
        ["a step-up shows the method at hand before another is added"] = (WithPassword with { RequestedStrength = Strength.Phr, Methods = [App], Enrollable = [PasskeyToSetUp] }, ProveApp),
        ["a step-up adds another once one was shown"] = (WithPassword with { RequestedStrength = Strength.Phr, Methods = [App], Enrollable = [PasskeyToSetUp], Proofs = [Password, ProofOf(App)] }, new SignInStep.EnrollMethod(["passkey"], 0, 0)),
        ["a step-up can't be had, and need not be"] = (WithPassword with { RequestedStrength = Strength.Mfa }, Finish),
        ["a step-up can't be had, but has to be"] = (WithPassword with { RequestedStrength = Strength.Mfa, RequestedStrengthIsEssential = true }, OutOfReach),
        ["a skip is no way around a step-up"] = (WithPassword with { RequestedStrength = Strength.Mfa, Enrollable = [AppToSetUp], SkippedEnrollment = true }, new SignInStep.EnrollMethod(["authenticatorApp"], 0, 0)),
        ["an essential step-up that is reached"] = (WithPassword with { RequestedStrength = Strength.Mfa, RequestedStrengthIsEssential = true, Proofs = [Password, ProofOf(App)] }, Finish),

        // Setting up
        ["a method is missing"] = (WithPassword with { Enrollment = AnyMethod }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 2)),
        ["a method is missing and required"] = (WithPassword with { Enrollment = AnyMethod with { Required = 1, SkipsLeft = 0 } }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 1, 0)),
        ["put off on this journey"] = (WithPassword with { Enrollment = AnyMethod, SkippedEnrollment = true }, Finish),
        ["put off days ago, and the pause holds"] = (WithPassword with { Enrollment = AnyMethod with { Paused = true } }, Finish),
        ["put off for the last time, and the pause holds"] = (WithPassword with { Enrollment = AnyMethod with { Paused = true, SkipsLeft = 0 } }, Finish),
        ["another one is missing: the one at hand first"] = (WithPassword with { Enrollment = new(["passkey"], 1, 2, false), Methods = [App] }, ProveApp),
        ["another one is missing, the one at hand was shown"] = (WithPassword with { Enrollment = new(["passkey"], 1, 2, false), Methods = [App], Proofs = [Password, ProofOf(App)] }, new SignInStep.EnrollMethod(["passkey"], 1, 2)),
        ["another one is missing, the one at hand would add no strength and is asked for all the same"] = (WithPassword with { Enrollment = new(["passkey"], 1, 2, false), Methods = [App], Proofs = [MailedCode] }, ProveApp),

        ["another one is missing, and the one at hand was shown in an earlier sign-in"] = (InAnOldSession with { Enrollment = new(["passkey"], 1, 2, false) }, ProveApp),
        ["another one is missing, and the one at hand was shown again"] = (InAnOldSession with { Enrollment = new(["passkey"], 1, 2, false), Proofs = [Password, JustNow(ProofOf(App))] }, new SignInStep.EnrollMethod(["passkey"], 1, 2)),
        ["a step-up adds another only after one was shown again"] = (InAnOldSession with { RequestedStrength = Strength.Phr, Enrollable = [PasskeyToSetUp] }, ProveApp),
        ["an old password shown again opens no later enrolment"] = (InAnOldSession with { Enrollment = AnyMethod, Proofs = [JustNow(Password), ProofOf(App)] }, ProveApp),
        ["the first method is set up in an old session too"] = (InAnOldSession with { Enrollment = AnyMethod, Methods = [], Proofs = [Password] }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 2)),
        ["nothing is missing in an old session"] = (InAnOldSession, Finish),

        // Methods that are not accepted here
        ["a method that is barred here guards against adding one"] = (WithPassword with { Enrollment = AnyMethod, BarredMethods = [Sms.Id] }, new SignInStep.ProveSecondFactor([Sms.Id])),
        ["a method that is barred here guards against adding one for a step-up"] = (WithPassword with { RequestedStrength = Strength.Mfa, Enrollable = [AppToSetUp], BarredMethods = [Sms.Id] }, new SignInStep.ProveSecondFactor([Sms.Id])),
        ["a barred method that was shown opens the enrolment"] = (WithPassword with { Enrollment = AnyMethod, BarredMethods = [Sms.Id], Proofs = [Password, ProofOf(Sms)] }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 2)),
        ["what a barred method showed elsewhere adds no strength here"] = (WithPassword with { PolicyStrength = Strength.Mfa, Methods = [App], BarredMethods = [Sms.Id], Proofs = [Password, ProofOf(Sms)] }, ProveApp),
        ["only a barred method was shown"] = (WithPassword with { BarredMethods = [Passkey.Id], Proofs = [ProofOf(Passkey)] }, new SignInStep.ProveFirstFactor()),

        // The order of what is left
        ["set up and not confirmed"] = (Everything, new SignInStep.ConfirmEnrollment()),
        ["stay signed in?"] = (Everything with { HasUnconfirmedEnrollment = false }, new SignInStep.AskStaySignedIn()),
        ["consent comes last"] = (Everything with { HasUnconfirmedEnrollment = false, OffersToStaySignedIn = false }, new SignInStep.AskConsent(["profile"])),
        ["setting up comes before confirming"] = (Everything with { Enrollment = AnyMethod }, new SignInStep.EnrollMethod(["authenticatorApp", "passkey"], 0, 2) { IsUnderWay = true }),
        ["the second factor comes before setting up"] = (Everything with { Enrollment = AnyMethod, PolicyStrength = Strength.Mfa, Methods = [App] }, ProveApp),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    private static SignInFacts Everything => WithPassword with
    {
        HasUnconfirmedEnrollment = true, OffersToStaySignedIn = true, ScopesAwaitingConsent = ["profile"], HasAccountsToPick = true,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Decides(string row)
    {
        var (facts, expected) = Rows[row];

        var next = SignInJourney.Next(facts);

        Assert.Equal(expected, next);
    }

    [Fact]
    public void Has_a_row_for_every_step()
    {
        var steps = typeof(SignInStep).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(SignInStep)));

        var decided = Rows.Values.Select(row => row.Next.GetType()).ToHashSet();

        Assert.Equal([], steps.Where(step => !decided.Contains(step)).Select(step => step.Name));
    }
}
