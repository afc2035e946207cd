using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>One of an account's "memberships": its tie to an organization other than its own.</summary>
internal sealed record MembershipEntry(string Organization, MembershipKind Kind, IReadOnlyList<string>? Roles, Func<string, Place> At)
{
    internal static readonly ListForm<string> RoleList = new(new TextForm(Rules.Role));

    internal static readonly ChoiceForm<MembershipKind> Kinds = new("kind", ("member", MembershipKind.Member), ("guest", MembershipKind.Guest));

    internal static IReadOnlyList<MembershipEntry> ReadAll(FieldReader account)
    {
        if (account.Take("memberships") is not { } part || part is JsonPart.Nothing) return [];

        if (part is not JsonPart.List list)
        {
            account.Problems.ReportKind(part, "a list");
            return [];
        }

        var read = new List<MembershipEntry>();
        foreach (var item in list.Items)
        {
            if (Read(item, account.Problems) is not { } membership) continue;

            if (read.Any(other => other.Organization == membership.Organization))
                account.Problems.Report(membership.At("organization"), $"\"{membership.Organization}\" stands in the list twice");
            read.Add(membership);
        }

        return read;
    }

    private static MembershipEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var organization = fields.Take("organization", new TextForm(Rules.Slug), required: true);
        var kind = fields.Take("kind", Kinds)?.Value ?? MembershipKind.Guest;
        var roles = fields.Take("roles", RoleList)?.Value;
        fields.Close();
        return organization is null ? null : new(organization.Value, kind, roles, fields.At);
    }
}
