using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Messages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Password;

/// <summary>Checks new passwords and sets them, with all that follows from it.</summary>
internal sealed class NewPasswords(
    PasswordRules rules, PasswordFactor factor, IMethodStore methods, ISessionStore sessions, IOutbox outbox, AccountNotices notices, TimeProvider clock)
{
    /// <summary>Why it may not be set, by the field that the sentence belongs to; null where it may.</summary>
    /// <param name="organization">Whose policy holds.</param>
    public (string Field, string Text)? Refusal(NewPasswordForm form, Account account, Organization? organization, IStringLocalizer<Texts> texts)
    {
        if (string.IsNullOrEmpty(form.NewPassword)) return (nameof(form.NewPassword), texts["Enter a new password."]);

        var least = LeastOf(organization);
        if (PasswordTexts.Of(rules.Check(form.NewPassword, least, OwnWords.Of(account, organization)), least, texts) is { } problem)
            return (nameof(form.NewPassword), problem);

        return form.NewPassword == form.Confirmation ? null : (nameof(form.Confirmation), texts["Enter the same password in both fields."]);
    }

    public static int LeastOf(Organization? organization) => (organization?.Policy ?? new Policy()).PasswordMinLength;

    /// <summary>
    /// The new password, the end of what was opened with the old one, and the mail about it join the unit of work. What comes back shows the new
    /// password: what was shown with the old one counts no more.
    /// </summary>
    /// <param name="keptSession">The session that goes on; null: none.</param>
    public async Task<Proof> SetAsync(Person person, Organization? organization, string password, Guid? keptSession, Visitor visitor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var method = await AddAsync(person.Account.Id, person.Methods.FirstOrDefault(method => method.FactorKey == factor.Key), password, ct);
        sessions.EndAll(person.Account.Id, keptSession, now);
        if (notices.PasswordChanged(person.Account, organization, visitor, now) is { } notice) outbox.Add(notice);
        return ProofOf(method);
    }

    /// <summary>The first password of a new account joins the unit of work.</summary>
    public async Task<Proof> SetFirstAsync(Guid accountId, string password, CancellationToken ct) => ProofOf(await AddAsync(accountId, null, password, ct));

    private async Task<Method> AddAsync(Guid accountId, Method? former, string password, CancellationToken ct)
    {
        var state = await factor.StateForAsync(password, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (former is not null)
        {
            var changed = former with { State = state, CreatedUtc = now };
            methods.Update(changed);
            return changed;
        }

        var added = new Method { Id = Guid.CreateVersion7(now), AccountId = accountId, FactorKey = factor.Key, State = state, CreatedUtc = now };
        methods.Add(added);
        return added;
    }

    private Proof ProofOf(Method method) => new(factor.Key, factor.Shows, factor.Resistance, factor.Amr, method.CreatedUtc, method.Id);
}
