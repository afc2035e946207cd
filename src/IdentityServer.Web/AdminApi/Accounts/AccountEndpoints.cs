using System.Text.Json.Nodes;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Admin;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.TemporaryAccessPass;

namespace IdentityServer.Web.AdminApi.Accounts;

/// <summary>/api/accounts: what the console's pages about accounts do, by the same reading and changes.</summary>
internal static class AccountEndpoints
{
    private const string One = "/accounts/{id:guid}";

    public static void MapAccounts(this ApiRoutes api)
    {
        api.Get("/accounts", Permissions.ReadAccounts, ListAsync, "Find accounts").Answers<PageView<AccountView>>().Takes("q", "state", "organization", "role", "protected", "page", "pageSize");
        api.Post("/accounts", Permissions.ChangeAccounts, CreateAsync, "Make an account").Reads<AccountView>().Answers<AccountView>(StatusCodes.Status201Created);
        api.Get(One, Permissions.ReadAccounts, ReadAsync, "Read an account").Answers<AccountView>();
        api.Patch(One, Permissions.ChangeAccounts, ChangeAsync, "Change an account (merge patch, RFC 7396)").Reads<AccountView>().Answers<AccountView>();
        api.Get(One + "/methods", Permissions.ReadAccounts, ListMethodsAsync, "List an account's methods").Answers<IReadOnlyList<MethodView>>();
        api.Delete(One + "/methods/{method:guid}", Permissions.RecoverAccounts, RemoveMethodAsync, "Delete a method");
        api.Get(One + "/sessions", Permissions.ReadAccounts, ListSessionsAsync, "List an account's sessions").Answers<IReadOnlyList<SessionView>>();
        api.Post(One + "/reset-methods", Permissions.RecoverAccounts, (call, ct) => ActAsync(call, (recovery, sheet) => recovery.ResetMethodsAsync(sheet, ct), ct), "Reset all methods but the password");
        api.Post(One + "/sign-out", Permissions.RecoverAccounts, (call, ct) => ActAsync(call, (recovery, sheet) => recovery.SignOutAsync(sheet, ct), ct), "End all sessions");
        api.Post(One + "/lock", Permissions.RecoverAccounts, (call, ct) => ActAsync(call, (recovery, sheet) => recovery.LockAsync(sheet, ct), ct), "Lock an account");
        api.Post(One + "/unlock", Permissions.RecoverAccounts, (call, ct) => ActAsync(call, (recovery, sheet) => recovery.UnlockAsync(sheet, ct), ct), "Unlock an account");
        api.Post(One + "/temporary-access-passes", Permissions.RecoverAccounts, IssuePassAsync, "Issue a temporary access pass").Reads<PassOrder>().Answers<PassView>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        if (call.Query<AccountState>("state") is var (state, badState) && badState) return ApiProblems.Malformed("state is active, locked or archived.");
        if (call.Text("role") is { } role && !AdministrationRoles.All.Contains(role)) return ApiProblems.Malformed("role is administrator, helpDesk or auditor.");
        if (call.Text("protected") is not (null or "true" or "false")) return ApiProblems.Malformed("protected is true or false.");

        var slug = call.Text("organization");
        var organization = slug is null ? null : await call.Get<IOrganizationStore>().FindBySlugAsync(slug, ct);
        if (slug is not null && organization is null) return TypedResults.Json(new PageView<AccountView>([], 1, call.PageSize, 0), ApiJson.Options);

        var found = await call.Get<AccountReading>().SearchAsync(
            query => query with
            {
                Search = call.Text("q"), State = state, OrganizationId = organization?.Id, Role = call.Text("role"),
                IsProtected = call.Text("protected") is { } wanted ? wanted == "true" : null, Page = call.Page, PageSize = call.PageSize,
            },
            ct);
        var items = found.Items.Select(item => AccountView.Of(item.Account, item.OrganizationSlug)).ToList();
        return TypedResults.Json(new PageView<AccountView>(items, call.Page, call.PageSize, found.Total), ApiJson.Options);
    }

    private static async Task<IResult> ReadAsync(ApiCall call, CancellationToken ct) =>
        await FindAsync(call, ct) is { } sheet ? call.Tagged(AccountView.Of(sheet), sheet.Account.Version) : ApiProblems.NotFound();

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var (body, problem) = await ApiJson.ReadAsync<AccountView>(call.Http.Request, ct);
        if (body is null) return ApiProblems.Malformed(problem!);

        var home = body.Organization is { } slug ? await call.Get<IOrganizationStore>().FindBySlugAsync(slug, ct) : null;
        if (body.Organization is not null && (home is null || !call.Rights.May(Permissions.ChangeAccounts, home.Id))) return ApiProblems.Malformed("organization names none that you look after.");

        return await call.Get<AccountChanges>().CreateAsync(body.ToDraft(default), home, ct) is var outcome && outcome is ChangeOutcome.Saved saved
            ? await CreatedAsync(call, Guid.Parse(saved.Id), ct)
            : ApiProblems.Of(outcome);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        if (await FindAsync(call, ct) is not { } sheet) return ApiProblems.NotFound();
        if (call.IfMatch is not { } version) return ApiProblems.NeedsIfMatch();
        if (version != sheet.Account.Version) return ApiProblems.Stale();

        var (patch, problem) = await ApiJson.ReadAsync<JsonObject>(call.Http.Request, ct);
        if (patch is null) return ApiProblems.Malformed(problem!);

        (var wanted, problem) = ApiJson.Merge(AccountView.Of(sheet), patch);
        if (wanted is null) return ApiProblems.Malformed(problem!);

        return await call.Get<AccountChanges>().ChangeAsync(sheet, wanted.ToDraft(version), ct) is var outcome && outcome is ChangeOutcome.Saved
            ? await ReadAsync(call, ct)
            : ApiProblems.Of(outcome);
    }

    private static async Task<IResult> ListMethodsAsync(ApiCall call, CancellationToken ct)
    {
        if (await FindAsync(call, ct) is not { } sheet) return ApiProblems.NotFound();

        var factors = call.Get<FactorCatalog>();
        return TypedResults.Json(
            sheet.Methods.Where(method => factors.Has(method.FactorKey)).OrderBy(method => method.CreatedUtc)
                .Select(method => new MethodView(
                    method.Id, method.FactorKey, method.Label, factors.PagesOf(method.FactorKey).TargetOf(method), method.IsDefault, method.CreatedUtc, method.LastUsedUtc)),
            ApiJson.Options);
    }

    private static async Task<IResult> RemoveMethodAsync(ApiCall call, CancellationToken ct)
    {
        var recovery = call.Get<AccountRecovery>();
        if (await FindAsync(call, ct) is not { } sheet || recovery.ResettableOf(sheet).FirstOrDefault(method => method.Id == call.Id("method")) is not { } removed) return ApiProblems.NotFound();

        return await recovery.RemoveMethodAsync(sheet, removed, ct) is var outcome && outcome is ChangeOutcome.Saved ? TypedResults.NoContent() : ApiProblems.Of(outcome);
    }

    private static async Task<IResult> ListSessionsAsync(ApiCall call, CancellationToken ct)
    {
        if (await FindAsync(call, ct) is not { } sheet) return ApiProblems.NotFound();

        var live = await call.Get<ISessionStore>().ListLiveAsync(sheet.Account.Id, call.Get<TimeProvider>().GetUtcNow().UtcDateTime, ct);
        return TypedResults.Json(
            live.Select(session => new SessionView(session.Id, session.AuthenticatedUtc, session.LastSeenUtc, session.ExpiresUtc, session.Address, session.UserAgent)), ApiJson.Options);
    }

    private static async Task<IResult> ActAsync(ApiCall call, Func<AccountRecovery, AccountSheet, Task<ChangeOutcome>> act, CancellationToken ct)
    {
        if (await FindAsync(call, ct) is not { } sheet) return ApiProblems.NotFound();

        return await act(call.Get<AccountRecovery>(), sheet) is var outcome && outcome is ChangeOutcome.Saved ? TypedResults.NoContent() : ApiProblems.Of(outcome);
    }

    private static async Task<IResult> IssuePassAsync(ApiCall call, CancellationToken ct)
    {
        if (await FindAsync(call, ct) is not { } sheet) return ApiProblems.NotFound();

        var (order, problem) = await ApiJson.ReadAsync<PassOrder>(call.Http.Request, ct);
        if (order is null) return ApiProblems.Malformed(problem!);

        var request = new PassRequest(order.Reason.Trim()) { Lifetime = TimeSpan.FromMinutes(Math.Clamp(order.Minutes, 0, 100_000)), Length = order.Length, Once = order.Once };
        if (request.Problem is { } refusal) return ApiProblems.Malformed(refusal);
        if (!sheet.MayRecover) return ApiProblems.Forbidden();

        var now = call.Get<TimeProvider>().GetUtcNow().UtcDateTime;
        return await call.Get<AccountRecovery>().IssuePassAsync(sheet, request, call.Actor.ClientId ?? "", ct) is { } pass
            ? TypedResults.Json(new PassView(pass, now + request.Lifetime), ApiJson.Options, statusCode: StatusCodes.Status201Created)
            : ApiProblems.Stale();
    }

    private static async Task<IResult> CreatedAsync(ApiCall call, Guid id, CancellationToken ct)
    {
        call.Http.Response.Headers.Location = $"{ManagementApi.Root}/accounts/{id}";
        return await call.Get<AccountReading>().FindAsync(id, ct) is { } sheet
            ? call.Tagged(AccountView.Of(sheet), sheet.Account.Version, StatusCodes.Status201Created)
            : TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static Task<AccountSheet?> FindAsync(ApiCall call, CancellationToken ct) => call.Get<AccountReading>().FindAsync(call.Id("id"), ct);
}
