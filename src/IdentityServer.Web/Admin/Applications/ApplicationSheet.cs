using System.Buffers.Text;
using System.Text;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>An application, as somebody who looks after it sees it.</summary>
/// <param name="Owner">Null: it belongs to the whole server.</param>
internal sealed record ApplicationSheet(Client Client, Organization? Owner, bool MayChange)
{
    private const string Encoded = "~";

    public string Path => PathOf(Client.ClientId);

    public string Name => NameOf(Client);

    public static string NameOf(Client client) => client.ClientName ?? client.ClientId;

    public static string PathOf(string clientId) => $"{ConsoleMap.Root}/applications/{KeyOf(clientId)}";

    /// <summary>A <c>client_id</c> as part of an address. It may hold any printable character; those that a path would change are hidden.</summary>
    public static string KeyOf(string clientId) =>
        clientId is not ("new" or "." or "..") && clientId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? clientId
            : Encoded + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(clientId));

    /// <summary>Null where it is no such key.</summary>
    public static string? ClientIdOf(string key) =>
        !key.StartsWith(Encoded, StringComparison.Ordinal) ? key
        : Base64Url.IsValid(key.AsSpan(1)) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(key.AsSpan(1)))
        : null;

    /// <summary>Applications of the whole server are looked after by those who look after it.</summary>
    public static bool May(Rights rights, Permissions permission, Permissions ofServer, Guid? ownerId) =>
        rights.May(permission, ownerId) && (ownerId is not null || rights.Everywhere.HasFlag(ofServer));
}
