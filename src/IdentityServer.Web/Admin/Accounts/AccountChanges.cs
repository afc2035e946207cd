using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Messages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>Makes and changes accounts, with all that follows: sessions end, addresses are told, and it is written down.</summary>
internal sealed class AccountChanges(
    CurrentActor current, IAccountStore accounts, IOrganizationRegistry registry, IMethodStore methods, ISessionStore sessions, NewPasswords passwords, EmailFactor email,
    IOutbox outbox, AccountNotices notices, ActorAudit audit, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <param name="home">The organization that it belongs to; null: none, which only those who look after the server may choose.</param>
    public async Task<ChangeOutcome> CreateAsync(AccountDraft draft, Organization? home, CancellationToken ct)
    {
        if (!current.Rights.May(Permissions.ChangeAccounts, home?.Id)) return new ChangeOutcome.Forbidden();

        var now = Now;
        var blank = new Account { Id = Guid.CreateVersion7(now), UserName = "", CreatedUtc = now, UpdatedUtc = now, HomeOrganizationId = home?.Id };
        var tie = home is null ? null : new Membership { AccountId = blank.Id, OrganizationId = home.Id, Kind = MembershipKind.Member, CreatedUtc = now };
        var (account, roles, problems) = Check(draft, blank, home, tie);
        if (problems.Count > 0) return new ChangeOutcome.Refused(problems);

        accounts.Add(account);
        if (tie is not null) registry.AddMembership(tie with { Roles = roles });
        if (HasPassword(draft)) await passwords.SetFirstAsync(account.Id, draft.Password.NewPassword!, ct);
        audit.Note(AuditEvents.AccountCreated, account.Id, home?.Id, Compare(blank, account, [], roles).AddHidden("password", HasPassword(draft)));
        return await SaveAsync(account.Id, ct);
    }

    public async Task<ChangeOutcome> ChangeAsync(AccountSheet sheet, AccountDraft draft, CancellationToken ct)
    {
        if (!sheet.MayChange) return new ChangeOutcome.Forbidden();

        // What the sheet showed is what the change is based on, not what is there by now.
        if (draft.Version != sheet.Account.Version) return new ChangeOutcome.Conflict();

        var before = sheet.Account;
        var (after, roles, problems) = Check(draft, before, sheet.Home, sheet.Tie);
        if (sheet.IsOwn) problems.AddRange(CheckOwn(sheet, after, roles));
        if (problems.Count > 0) return new ChangeOutcome.Refused(problems);

        accounts.Update(after);
        if (sheet.Tie is { } tie && !tie.Roles.SequenceEqual(roles)) registry.UpdateMembership(tie with { Roles = roles });
        if (HasPassword(draft)) await passwords.SetAsync(PersonOf(sheet, after), sheet.Home, draft.Password.NewPassword!, null, current.Actor.Visitor, ct);
        FollowUp(sheet, after);
        audit.Note(AuditEvents.AccountChanged, after.Id, after.HomeOrganizationId, Compare(before, after, sheet.Tie?.Roles ?? [], roles).AddHidden("password", HasPassword(draft)));
        return await SaveAsync(after.Id, ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static bool HasPassword(AccountDraft draft) => !string.IsNullOrEmpty(draft.Password.NewPassword) || !string.IsNullOrEmpty(draft.Password.Confirmation);

    private static Person PersonOf(AccountSheet sheet, Account account) => new(account, sheet.Tie, sheet.Methods);

    private (Account Account, IReadOnlyList<string> Roles, List<FieldProblem> Problems) Check(AccountDraft draft, Account before, Organization? home, Membership? tie)
    {
        var fields = new AccountFields(draft, texts);
        var after = Vouch(before, fields.Apply(before), home) with { UpdatedUtc = Now };
        IReadOnlyList<string> roles = [.. (tie?.Roles ?? []).Except(AdministrationRoles.All), .. draft.Roles.Distinct()];
        var problems = fields.Problems;
        if (HasPassword(draft) && passwords.Refusal(draft.Password, after, home, texts) is { } refusal)
            problems.Add(new FieldProblem($"{nameof(draft.Password)}.{refusal.Field}", refusal.Text));
        if (!MayGive(draft.Roles, tie?.Roles ?? [], role => home is not null && current.Rights.In(home.Id).HasFlag(AdministrationRoles.Within(role))))
            problems.Add(new FieldProblem(nameof(draft.Roles), texts["You can only give or take roles that you have yourself."]));
        if (!MayGive(draft.ServerRoles, before.ServerRoles, role => current.Rights.Everywhere.HasFlag(AdministrationRoles.Everywhere(role))))
            problems.Add(new FieldProblem(nameof(draft.ServerRoles), texts["You can only give or take roles that you have yourself."]));
        return (after, roles, problems);
    }

    /// <summary>Of the roles that are given or taken.</summary>
    private static bool MayGive(IReadOnlyList<string> wanted, IReadOnlyList<string> held, Func<string, bool> has)
    {
        var changed = wanted.Except(held).Concat(held.Intersect(AdministrationRoles.All).Except(wanted)).ToList();
        return changed.TrueForAll(role => AdministrationRoles.All.Contains(role) && has(role));
    }

    private IEnumerable<FieldProblem> CheckOwn(AccountSheet sheet, Account after, IReadOnlyList<string> roles)
    {
        if (after.State is not AccountState.Active) yield return new(nameof(AccountDraft.Archived), texts["You can't archive your own account. Ask another administrator."]);
        if ((sheet.Tie?.Roles ?? []).Except(roles).Any()) yield return new(nameof(AccountDraft.Roles), texts["You can't take your own rights away. Ask another administrator."]);
        if (sheet.Account.ServerRoles.Except(after.ServerRoles).Any()) yield return new(nameof(AccountDraft.ServerRoles), texts["You can't take your own rights away. Ask another administrator."]);
    }

    /// <summary>
    /// An organization's administrators vouch for addresses in its own domains. Any other address, and any number, its owner proves: applications
    /// of other organizations trust what this server calls verified.
    /// </summary>
    private Account Vouch(Account before, Account after, Organization? home)
    {
        var forServer = current.Rights.Everywhere.HasFlag(Permissions.ChangeServer);
        if (!string.Equals(after.Email, before.Email, StringComparison.OrdinalIgnoreCase))
        {
            var domain = after.Email?[(after.Email.LastIndexOf('@') + 1)..];
            after = after with { EmailVerified = domain is not null && (forServer || home?.Domains.Contains(domain, StringComparer.OrdinalIgnoreCase) == true) };
        }

        return after.Phone == before.Phone ? after : after with { PhoneVerified = after.Phone is not null && forServer };
    }

    private void FollowUp(AccountSheet sheet, Account after)
    {
        var (before, now) = (sheet.Account, Now);
        if (before.State is AccountState.Active && after.State is not AccountState.Active) sessions.EndAll(after.Id, null, now);
        if (after.Email != before.Email) FollowUpEmail(sheet, after, now);
        if (after.Phone is { } phone && phone != before.Phone && notices.PhoneChanged(after, $"+••• {phone[^2..]}", sheet.Home, current.Actor.Visitor, now) is { } notice) outbox.Add(notice);
    }

    // Codes that went to the old address go to the new one, which the old one is told.
    private void FollowUpEmail(AccountSheet sheet, Account after, DateTime now)
    {
        foreach (var method in sheet.Methods.Where(method => method.FactorKey == email.Key))
        {
            if (after.Email is { } address) methods.Update(method with { State = email.Seal(address) });
            else methods.Remove(after.Id, method.Id);
        }

        foreach (var to in new[] { sheet.Account.Email, after.Email }.OfType<string>())
        {
            if (notices.EmailChanged(after, to, email.Mask(after.Email ?? ""), sheet.Home, current.Actor.Visitor, now) is { } notice) outbox.Add(notice);
        }
    }

    private static AuditChanges Compare(Account before, Account after, IReadOnlyList<string> rolesBefore, IReadOnlyList<string> roles) => new AuditChanges()
        .Add("userName", before.UserName, after.UserName)
        .Add("email", before.Email, after.Email)
        .Add("phone", before.Phone, after.Phone)
        .Add("givenName", before.GivenName, after.GivenName)
        .Add("familyName", before.FamilyName, after.FamilyName)
        .Add("initials", before.Initials, after.Initials)
        .Add("culture", before.Culture, after.Culture)
        .Add("secondFactor", before.SecondFactor, after.SecondFactor)
        .Add("state", before.State.ToString(), after.State.ToString())
        .Add("roles", rolesBefore, roles)
        .Add("serverRoles", before.ServerRoles, after.ServerRoles);

    private async Task<ChangeOutcome> SaveAsync(Guid id, CancellationToken ct) => await unitOfWork.SaveAsync(ct) switch
    {
        SaveOutcome.Saved => new ChangeOutcome.Saved(id.ToString("N")),
        SaveOutcome.Taken taken => new ChangeOutcome.Refused([TakenProblem(taken.Field)]),
        _ => new ChangeOutcome.Conflict(),
    };

    private FieldProblem TakenProblem(string field) => field switch
    {
        "email" => new(nameof(AccountDraft.Email), texts["This address belongs to another account. Use another one."]),
        "phone" => new(nameof(AccountDraft.Phone), texts["This number belongs to another account. Use another one."]),
        _ => new(nameof(AccountDraft.UserName), texts["This user name belongs to another account. Use another one."]),
    };
}
