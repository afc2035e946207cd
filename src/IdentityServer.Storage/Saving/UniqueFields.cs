namespace IdentityServer.Storage.Saving;

/// <summary>Names of the unique constraints that a person's choice can break, and the field that each guards.</summary>
internal static class UniqueFields
{
    public const string UserName = "UX_Accounts_UserName";
    public const string Email = "UX_Accounts_Email";
    public const string Phone = "UX_Accounts_Phone";
    public const string Slug = "UX_Organizations_Slug";
    public const string ClientId = "PK_Clients";
    public const string Resource = "PK_Apis";
    public const string Invitation = "UX_Invitations_OpenKey";

    private static readonly (string Constraint, string Field)[] All =
    [
        (UserName, "userName"),
        (Email, "email"),
        (Phone, "phone"),
        (Slug, "slug"),
        (ClientId, "clientId"),
        (Resource, "resource"),
        (Invitation, "invitation"),
    ];

    /// <param name="constraint">Its name (PostgreSQL), or SQL Server's message, which quotes it.</param>
    public static string? Find(string constraint)
    {
        foreach (var (name, field) in All)
        {
            if (constraint == name || constraint.Contains($"'{name}'", StringComparison.Ordinal)) return field;
        }

        return null;
    }
}
