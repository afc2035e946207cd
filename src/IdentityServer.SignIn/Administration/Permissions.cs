namespace IdentityServer.SignIn.Administration;

/// <summary>What somebody may do with other people's accounts, organizations and applications.</summary>
[Flags]
public enum Permissions
{
    None = 0,
    ReadAccounts = 1,
    ChangeAccounts = 2,

    /// <summary>Resets methods, issues temporary access passes, unlocks.</summary>
    RecoverAccounts = 4,
    ReadOrganizations = 8,
    ChangeOrganizations = 16,
    ReadApplications = 32,
    ChangeApplications = 64,
    ReadLogs = 128,

    /// <summary>What belongs to no organization: APIs, signing keys, applications without an owner.</summary>
    ReadServer = 256,
    ChangeServer = 512,
}
