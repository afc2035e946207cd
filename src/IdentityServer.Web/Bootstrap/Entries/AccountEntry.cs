using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>One of "accounts".</summary>
internal sealed record AccountEntry(string UserName, Func<Account, Account> Change, Func<string, Place> At)
{
    private static readonly ListForm<string> ServerRoleList = new(new TextForm(Rules.OneOf("role", [.. AdministrationRoles.All])));

    internal static readonly Shape<Account> Shape = new Shape<Account>(Blank("", Guid.Empty, default))
        .Add("userName", new TextForm(Rules.UserName), a => a.UserName, (a, value) => a with { UserName = value }, required: true)
        .AddText("email", Rules.Email, a => a.Email, (a, value) => a with { Email = value })
        .Add("emailVerified", new FlagForm(), a => a.EmailVerified, (a, value) => a with { EmailVerified = value })
        .AddText("phone", Rules.Phone, a => a.Phone, (a, value) => a with { Phone = value })
        .Add("phoneVerified", new FlagForm(), a => a.PhoneVerified, (a, value) => a with { PhoneVerified = value })
        .AddText("givenName", Rules.Line(100), a => a.GivenName, (a, value) => a with { GivenName = value })
        .AddText("familyName", Rules.Line(100), a => a.FamilyName, (a, value) => a with { FamilyName = value })
        .AddText("initials", Rules.Line(16), a => a.Initials, (a, value) => a with { Initials = value })
        .AddText("culture", Rules.OneOf("culture", "en", "fr"), a => a.Culture, (a, value) => a with { Culture = value })
        .Add("secondFactor", new FlagForm(), a => a.SecondFactor, (a, value) => a with { SecondFactor = value })
        .Add("state", States(), a => a.State, (a, value) => a with { State = value })
        .Add("serverRoles", ServerRoleList, a => a.ServerRoles, (a, value) => a with { ServerRoles = value });

    /// <summary>The slug of the organization that the person belongs to.</summary>
    internal Given<string>? Organization { get; private init; }

    /// <summary>Roles there.</summary>
    internal Given<IReadOnlyList<string>>? Roles { get; private init; }

    /// <summary>The password itself, or its hash as the export writes it.</summary>
    internal Given<string>? Password { get; private init; }

    /// <summary>Base 32.</summary>
    internal Given<string>? TotpSecret { get; private init; }

    internal IReadOnlyList<MembershipEntry> Memberships { get; private init; } = [];

    internal static Account Blank(string userName, Guid id, DateTime nowUtc) =>
        new() { Id = id, UserName = userName, CreatedUtc = nowUtc, UpdatedUtc = nowUtc };

    internal static AccountEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var change = Shape.Read(fields);
        var entry = new AccountEntry(change(Blank("", Guid.Empty, default)).UserName, Vouching(change, fields), fields.At)
        {
            Organization = fields.Take("organization", new TextForm(Rules.Slug)),
            Roles = fields.Take("roles", MembershipEntry.RoleList),
            Password = fields.Take("password", new TextForm(Rules.Password)),
            TotpSecret = fields.Take("totpSecret", new TextForm(Rules.TotpSecret)),
            Memberships = MembershipEntry.ReadAll(fields),
        };
        fields.Close();

        if (entry.Roles is { Value.Count: > 0 } && entry.Organization is null)
            problems.Report(entry.Roles.Place, "roles need an organization to hold them in");
        foreach (var repeated in entry.Memberships.Where(membership => membership.Organization == entry.Organization?.Value))
            problems.Report(repeated.At("organization"), $"\"{repeated.Organization}\" is the account's own organization already");
        return entry;
    }

    // Whoever writes the file vouches for an address or number that it brings in.
    private static Func<Account, Account> Vouching(Func<Account, Account> change, FieldReader fields)
    {
        var (emailStated, phoneStated) = (fields.Has("emailVerified"), fields.Has("phoneVerified"));
        return before =>
        {
            var after = change(before);
            if (!emailStated && after.Email != before.Email) after = after with { EmailVerified = after.Email is not null };
            if (!phoneStated && after.Phone != before.Phone) after = after with { PhoneVerified = after.Phone is not null };
            return after;
        };
    }

    private static ChoiceForm<AccountState> States() =>
        new("state", ("active", AccountState.Active), ("locked", AccountState.Locked), ("archived", AccountState.Archived));
}
