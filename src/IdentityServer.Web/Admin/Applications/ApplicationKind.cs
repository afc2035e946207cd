using IdentityServer.Protocol.Clients;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>What an application is, from which its defaults follow.</summary>
internal enum ApplicationKind
{
    /// <summary>Runs on a server, which keeps its secret.</summary>
    Web,

    /// <summary>Runs in the browser.</summary>
    SinglePage,

    /// <summary>Runs on a phone or a desktop.</summary>
    Mobile,

    /// <summary>Calls APIs for itself; nobody signs in.</summary>
    Machine,
}

internal static class ApplicationKinds
{
    public static ApplicationKind Of(Client client) => client switch
    {
        _ when !SignsPeopleIn(client) => ApplicationKind.Machine,
        { ApplicationType: "native" } => ApplicationKind.Mobile,
        { IsPublic: true } => ApplicationKind.SinglePage,
        _ => ApplicationKind.Web,
    };

    public static bool SignsPeopleIn(Client client) => client.GrantTypes.Contains("authorization_code");

    /// <summary>With the defaults of its kind.</summary>
    public static Client Start(ApplicationKind kind, string clientId) => kind switch
    {
        ApplicationKind.Web => new Client { ClientId = clientId, Scope = "openid profile email" },
        ApplicationKind.SinglePage => new Client { ClientId = clientId, Scope = "openid profile email", TokenEndpointAuthMethod = "none" },

        // A phone's application is left and come back to: it stays signed in by a refresh token.
        ApplicationKind.Mobile => new Client
        {
            ClientId = clientId, Scope = "openid profile email offline_access", TokenEndpointAuthMethod = "none", ApplicationType = "native",
            GrantTypes = ["authorization_code", "refresh_token"],
        },
        _ => new Client { ClientId = clientId, GrantTypes = ["client_credentials"], ResponseTypes = [], RequirePkce = true },
    };
}
