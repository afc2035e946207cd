using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Admin.Accounts;

namespace IdentityServer.Web.AdminApi.Accounts;

/// <summary>An account as the API writes it. What has no setter here is the server's to say and ignored where it is sent.</summary>
internal sealed record AccountView
{
    public Guid Id { get; init; }

    public string UserName { get; init; } = "";

    public string? Email { get; init; }

    public bool EmailVerified { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    public bool PhoneVerified { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? Initials { get; init; }

    /// <summary>"en" or "fr"; null: as the organization.</summary>
    public string? Culture { get; init; }

    /// <summary>The slug of its own organization; chosen when it is made.</summary>
    public string? Organization { get; init; }

    public AccountState State { get; init; }

    public bool Archived { get; init; }

    public bool SecondFactor { get; init; }

    /// <summary>administrator, helpDesk or auditor in its own organization.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The same over the whole server.</summary>
    public IReadOnlyList<string> ServerRoles { get; init; } = [];

    /// <summary>Only ever sent, never shown.</summary>
    public string? Password { get; init; }

    public DateTime? CreatedAt { get; init; }

    public DateTime? UpdatedAt { get; init; }

    /// <summary>Prints no password.</summary>
    public override string ToString() => $"{nameof(AccountView)} {Id:N}";

    public static AccountView Of(AccountSheet sheet) => Of(sheet.Account, sheet.Home?.Slug) with { Roles = [.. (sheet.Tie?.Roles ?? []).Intersect(AdministrationRoles.All)] };

    public static AccountView Of(Account account, string? organization) => new()
    {
        Id = account.Id,
        UserName = account.UserName,
        Email = account.Email,
        EmailVerified = account.EmailVerified,
        Phone = account.Phone,
        PhoneVerified = account.PhoneVerified,
        GivenName = account.GivenName,
        FamilyName = account.FamilyName,
        Initials = account.Initials,
        Culture = account.Culture,
        Organization = organization,
        State = account.State,
        Archived = account.State is AccountState.Archived,
        SecondFactor = account.SecondFactor,
        ServerRoles = account.ServerRoles,
        CreatedAt = account.CreatedUtc,
        UpdatedAt = account.UpdatedUtc,
    };

    public AccountDraft ToDraft(Guid version) => new()
    {
        UserName = UserName,
        Password = new() { NewPassword = Password, Confirmation = Password },
        FamilyName = FamilyName,
        GivenName = GivenName,
        Initials = Initials,
        Email = Email,
        Phone = Phone,
        Culture = Culture,
        Archived = Archived,
        SecondFactor = SecondFactor,
        Roles = [.. Roles],
        ServerRoles = [.. ServerRoles],
        Version = version,
    };
}

/// <summary>One page of a list.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Total">On all pages.</param>
internal sealed record PageView<T>(IReadOnlyList<T> Items, int Page, int PageSize, int Total);

/// <summary>A registered method.</summary>
/// <param name="Kind">The factor's key: "authenticatorApp".</param>
/// <param name="Target">Masked: where its codes go.</param>
internal sealed record MethodView(Guid Id, string Kind, string? Label, string? Target, bool IsDefault, DateTime CreatedAt, DateTime? LastUsedAt);

/// <summary>Where an account is signed in.</summary>
internal sealed record SessionView(Guid Id, DateTime AuthenticatedAt, DateTime LastSeenAt, DateTime ExpiresAt, string? Address, string? UserAgent);

/// <summary>What a temporary access pass is to be like.</summary>
internal sealed record PassOrder
{
    public required string Reason { get; init; }

    /// <summary>10 to 43,200.</summary>
    public int Minutes { get; init; } = 60;

    /// <summary>8 to 48.</summary>
    public int Length { get; init; } = 12;

    /// <summary>Good for one sign-in.</summary>
    public bool Once { get; init; } = true;
}

/// <summary>The pass, told this once.</summary>
internal sealed record PassView(string Pass, DateTime ExpiresAt)
{
    /// <summary>Prints no pass.</summary>
    public override string ToString() => nameof(PassView);
}
