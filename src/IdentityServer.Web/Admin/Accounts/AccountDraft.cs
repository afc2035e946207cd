using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Password;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>What somebody wants an account to be: the sheet's fields.</summary>
public sealed class AccountDraft
{
    public string? UserName { get; set; }

    /// <summary>Of the new password; both empty leave the old one.</summary>
    public NewPasswordForm Password { get; set; } = new();

    public string? FamilyName { get; set; }

    public string? GivenName { get; set; }

    public string? Initials { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    /// <summary>"en", "fr" or empty.</summary>
    public string? Culture { get; set; }

    public bool Archived { get; set; }

    public bool SecondFactor { get; set; }

    /// <summary>Of <see cref="AdministrationRoles"/>, in the account's own organization.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>Of <see cref="AdministrationRoles"/>, over the server.</summary>
    public List<string> ServerRoles { get; set; } = [];

    /// <summary>The slug of the organization that a new account belongs to.</summary>
    public string? Organization { get; set; }

    /// <summary>What the change is based on.</summary>
    public Guid Version { get; set; }

    internal static AccountDraft Of(Account account, Membership? tie) => new()
    {
        UserName = account.UserName,
        FamilyName = account.FamilyName,
        GivenName = account.GivenName,
        Initials = account.Initials,
        Email = account.Email,
        Phone = account.Phone,
        Culture = account.Culture,
        Archived = account.State is AccountState.Archived,
        SecondFactor = account.SecondFactor,
        Roles = [.. (tie?.Roles ?? []).Intersect(AdministrationRoles.All)],
        ServerRoles = [.. account.ServerRoles],
        Version = account.Version,
    };
}
