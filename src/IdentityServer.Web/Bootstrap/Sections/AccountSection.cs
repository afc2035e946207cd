using System.Text.Json;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Factors.Totp;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>"accounts", matched by user name.</summary>
internal sealed class AccountSection(
    IAccountStore accounts, IOrganizationStore organizations, IOrganizationRegistry registry, IMethodStore methods,
    AccountCredentials credentials) : IBootstrapSection
{
    public string Name => "accounts";

    public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
    {
        var found = new List<Found>();
        foreach (var entry in plan.Document.Accounts) found.Add(await ReadAsync(entry, ct));

        // A password takes a tenth of a second to check, on purpose: all processors share the work.
        var states = found.AsParallel().AsOrdered().WithCancellation(ct)
            .Select(account => account.Entry.Password is { } given ? credentials.PasswordState(account.Password, given.Value) : null)
            .ToList();
        foreach (var (account, passwordState) in found.Zip(states)) await PlanAsync(plan, account, passwordState, ct);
    }

    public async Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct)
    {
        await foreach (var (account, memberships, stored) in accounts.ListAllAsync(ct))
        {
            AccountExport.Write(json, account, memberships, stored, credentials, scope);
            await json.FlushAsync(ct);
        }
    }

    private async Task<Found> ReadAsync(AccountEntry entry, CancellationToken ct)
    {
        var name = new AccountIdentifier(AccountIdentifierKind.UserName, AccountIdentifier.NormalizeName(entry.UserName));
        if (await accounts.FindAsync(name, ct) is not { } account) return new(entry, null, [], []);

        var person = await accounts.ReadPersonAsync(account.Id, null, ct);
        return new(entry, account, person?.Methods ?? [], await organizations.ListMembershipsAsync(account.Id, ct));
    }

    private async Task PlanAsync(BootstrapPlan plan, Found found, string? passwordState, CancellationToken ct)
    {
        var entry = found.Entry;
        var before = found.Account ?? AccountEntry.Blank(entry.UserName, Guid.CreateVersion7(plan.NowUtc), plan.NowUtc);
        var home = plan.Find(entry.Organization);
        var after = entry.Change(before) with { HomeOrganizationId = home?.Id ?? before.HomeOrganizationId };
        await CheckNamesAsync(plan, entry, before, after, ct);

        PlanAccount(plan, found, before, after);
        PlanMethods(plan, found, after.Id, passwordState);
        if (home is not null) PlanMembership(plan, found, after.Id, home, MembershipKind.Member, entry.Roles?.Value);
        foreach (var membership in entry.Memberships)
        {
            if (plan.Find(membership.Organization, membership.At("organization")) is { } organization)
                PlanMembership(plan, found, after.Id, organization, membership.Kind, membership.Roles);
        }
    }

    private void PlanAccount(BootstrapPlan plan, Found found, Account before, Account after)
    {
        var what = $"account {found.Entry.UserName}";
        if (found.Account is null)
        {
            plan.Change($"{what} added", () => accounts.Add(after));
            return;
        }

        var fields = AccountEntry.Shape.Differences(before, after).ToList();
        if (before.HomeOrganizationId != after.HomeOrganizationId) fields.Add("organization");
        if (fields.Count > 0) plan.Change($"{what}: {string.Join(", ", fields)}", () => accounts.Update(after with { UpdatedUtc = plan.NowUtc }));
    }

    private void PlanMethods(BootstrapPlan plan, Found found, Guid accountId, string? passwordState)
    {
        if (passwordState is not null) PlanMethod("password", found.Password, PasswordFactor.FactorKey, passwordState, isDefault: false);
        if (found.Entry.TotpSecret is { } secret && credentials.TotpState(found.Apps, secret.Value) is { } totpState)
        {
            // Like a password, the file's secret takes the place of the one that is there; several apps are the person's own affair.
            var replaced = found.Apps is [var only] ? only : null;
            PlanMethod("totpSecret", replaced, TotpFactor.FactorKey, totpState, isDefault: !found.Methods.Any(method => method.IsDefault));
        }

        void PlanMethod(string field, Method? stored, string factorKey, string state, bool isDefault)
        {
            var what = $"account {found.Entry.UserName}: {field}";
            if (stored is not null)
            {
                plan.Change(what, () => methods.Update(stored with { State = state }));
                return;
            }

            var id = Guid.CreateVersion7(plan.NowUtc);
            var method = new Method { Id = id, AccountId = accountId, FactorKey = factorKey, State = state, IsDefault = isDefault, CreatedUtc = plan.NowUtc };
            plan.Change(what, () => methods.Add(method));
        }
    }

    private async Task CheckNamesAsync(BootstrapPlan plan, AccountEntry entry, Account before, Account after, CancellationToken ct)
    {
        if (after.Email is { } email && after.Email != before.Email)
            await CheckAsync("email", new(AccountIdentifierKind.Email, AccountIdentifier.NormalizeName(email)));
        if (after.Phone is { } phone && after.Phone != before.Phone)
            await CheckAsync("phone", new(AccountIdentifierKind.Phone, phone));

        async Task CheckAsync(string field, AccountIdentifier identifier)
        {
            if (await accounts.FindAsync(identifier, ct) is not { } other || other.Id == before.Id) return;

            // Not there a moment ago: another node applies the same file.
            if (AccountIdentifier.NormalizeName(other.UserName) == AccountIdentifier.NormalizeName(entry.UserName)) plan.Tear();
            else plan.Report(entry.At(field), $"this belongs to the account {other.UserName}");
        }
    }

    private void PlanMembership(
        BootstrapPlan plan, Found found, Guid accountId, Organization organization, MembershipKind kind, IReadOnlyList<string>? roles)
    {
        var existing = found.Memberships.FirstOrDefault(membership => membership.OrganizationId == organization.Id);
        var after = new Membership
        {
            AccountId = accountId,
            OrganizationId = organization.Id,
            Kind = kind,
            Roles = roles ?? existing?.Roles ?? [],
            CreatedUtc = existing?.CreatedUtc ?? plan.NowUtc,
        };

        var what = $"account {found.Entry.UserName} in {organization.Slug}";
        if (existing is null) plan.Change($"{what}: {(kind == MembershipKind.Guest ? "guest" : "member")}", () => registry.AddMembership(after));
        else if (existing.Kind != kind) plan.Change($"{what}: kind", () => registry.UpdateMembership(after));
        else if (!existing.Roles.SequenceEqual(after.Roles)) plan.Change($"{what}: roles", () => registry.UpdateMembership(after));
    }

    private sealed record Found(AccountEntry Entry, Account? Account, IReadOnlyList<Method> Methods, IReadOnlyList<Membership> Memberships)
    {
        internal Method? Password => Methods.FirstOrDefault(method => method.FactorKey == PasswordFactor.FactorKey);

        internal IReadOnlyList<Method> Apps => [.. Methods.Where(method => method.FactorKey == TotpFactor.FactorKey)];
    }
}
