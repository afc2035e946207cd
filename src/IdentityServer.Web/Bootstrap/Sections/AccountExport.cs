using System.Text.Json;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Bootstrap.Json;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Factors.Totp;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>Writes one of "accounts".</summary>
internal static class AccountExport
{
    internal static void Write(
        Utf8JsonWriter json, Account account, IReadOnlyList<Membership> memberships, IReadOnlyList<Method> methods,
        AccountCredentials credentials, ExportScope scope)
    {
        json.WriteStartObject();
        AccountEntry.Shape.WriteFields(json, account);
        if (methods.FirstOrDefault(method => method.FactorKey == PasswordFactor.FactorKey) is { } password)
            json.WriteString("password", EnvironmentText.Escape(credentials.PasswordHash(password)));
        if (scope.WithSecrets && methods.FirstOrDefault(method => method.FactorKey == TotpFactor.FactorKey) is { } app)
            json.WriteString("totpSecret", credentials.TotpSecret(app));

        WriteHome(json, account, memberships, scope);
        WriteOthers(json, [.. memberships.Where(membership => membership.OrganizationId != account.HomeOrganizationId)], scope);
        json.WriteEndObject();
    }

    private static void WriteHome(Utf8JsonWriter json, Account account, IReadOnlyList<Membership> memberships, ExportScope scope)
    {
        if (account.HomeOrganizationId is not { } home) return;

        json.WriteString("organization", scope.Slugs[home]);
        WriteRoles(json, memberships.FirstOrDefault(membership => membership.OrganizationId == home)?.Roles ?? []);
    }

    private static void WriteOthers(Utf8JsonWriter json, List<Membership> memberships, ExportScope scope)
    {
        if (memberships.Count == 0) return;

        json.WriteStartArray("memberships");
        foreach (var membership in memberships)
        {
            json.WriteStartObject();
            json.WriteString("organization", scope.Slugs[membership.OrganizationId]);
            json.WritePropertyName("kind");
            MembershipEntry.Kinds.Write(json, membership.Kind);
            WriteRoles(json, membership.Roles);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRoles(Utf8JsonWriter json, IReadOnlyList<string> roles)
    {
        json.WritePropertyName("roles");
        MembershipEntry.RoleList.Write(json, roles);
    }
}
