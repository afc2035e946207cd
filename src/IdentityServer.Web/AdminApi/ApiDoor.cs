using System.Globalization;
using IdentityServer.Protocol;
using IdentityServer.Protocol.Apis;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Admin;
using IdentityServer.Web.Localization;

namespace IdentityServer.Web.AdminApi;

/// <summary>
/// Lets a request into the API: with an access token for it, of somebody or of an application that has the permission somewhere. A person's
/// token goes as far as that person's rights and needs two factors; an application's own token as far as its organization, or over the whole
/// server where no organization owns it.
/// </summary>
internal sealed class ApiDoor(
    ApiAccess access, ProtocolOptions protocol, IAccountStore accounts, IOrganizationStore organizations, CurrentActor current, TimeProvider clock)
{
    private static readonly string[] Strong = ["mfa", "phr", "phrh"];

    /// <summary>Null: come in.</summary>
    public async Task<IResult?> OpenAsync(HttpContext http, Permissions permission, CancellationToken ct)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.All[Cultures.FirstOf(http.Request.Headers.AcceptLanguage.ToString()) ?? Cultures.Default];
        http.Response.Headers.CacheControl = "no-store";
        var header = http.Request.Headers.Authorization is { Count: 1 } one ? one.ToString() : null;
        var outcome = await access.AdmitAsync(header, protocol.Issuer.TrimEnd('/') + ManagementApi.Root, ct);
        if (outcome is ApiAccessOutcome.Admitted admitted)
        {
            var rights = await RightsOfAsync(admitted, ct);
            outcome = rights.MaySomewhere(permission) ? outcome : ApiAccess.LacksScope(ManagementApi.ScopeFor(permission));
            current.Actor = new Actor(
                rights, admitted.Claims.AccountId, admitted.Client.ClientId, null,
                Visitor.From(http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent.ToString()));
        }

        return outcome is ApiAccessOutcome.Refused refused ? ApiProblems.Of(http, refused) : null;
    }

    private async Task<Rights> RightsOfAsync(ApiAccessOutcome.Admitted admitted, CancellationToken ct)
    {
        var granted = ManagementApi.PermissionsOf(admitted.Claims.Scopes);
        if (admitted.Claims.AccountId is { } accountId) return (await RightsOfAsync(accountId, admitted.Claims.Acr, ct)).Only(granted);

        return admitted.Client.OrganizationId is { } owner
            ? new Rights { Within = new Dictionary<Guid, Permissions> { [owner] = granted & AdministrationRoles.Within(AdministrationRoles.Administrator) } }
            : new Rights { Everywhere = granted };
    }

    private async Task<Rights> RightsOfAsync(Guid accountId, string? acr, CancellationToken ct)
    {
        if (!Strong.Contains(acr) || await accounts.FindAsync(accountId, ct) is not { State: AccountState.Active } account) return Rights.None;

        var now = clock.GetUtcNow().UtcDateTime;
        return Rights.Of(account, (await organizations.ListMembershipsAsync(accountId, ct)).Where(tie => tie.IsOpen(now)));
    }
}
