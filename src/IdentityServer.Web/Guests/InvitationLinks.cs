using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Guests;

/// <summary>
/// Addresses in invitations. A token names the invitation and the number of its link, under a MAC of our own: nothing secret is stored, and a
/// link that was sent anew is told from one that nobody ever made.
/// </summary>
internal sealed class InvitationLinks(ISecretProtector protector, ServerSettings settings)
{
    public const string Path = "/invitation";

    public const string MailPath = "/invitation/mail";

    private const string Purpose = "invitation";

    private const int Named = 16 + sizeof(int), MacLength = 20;

    public string Create(Invitation invitation) => $"{settings.Issuer.TrimEnd('/')}{PathOf(TokenOf(invitation))}";

    /// <summary>The mail as a page, in one of its languages.</summary>
    public string CreateMail(Invitation invitation, string culture) => $"{settings.Issuer.TrimEnd('/')}{MailPath}?t={TokenOf(invitation)}&in={culture}";

    public static string PathOf(string token) => $"{Path}?t={token}";

    /// <summary>Null if we did not make it.</summary>
    public InvitationLink? Read(string? token)
    {
        if (token is not { Length: > 0 and <= 100 } || !Base64Url.IsValid(token)) return null;

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length != Named + MacLength || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(Named), MacOf(bytes.AsSpan(0, Named)))) return null;

        return new InvitationLink(new Guid(bytes.AsSpan(0, 16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
    }

    private string TokenOf(Invitation invitation)
    {
        var bytes = new byte[Named + MacLength];
        invitation.Id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), invitation.Link);
        MacOf(bytes.AsSpan(0, Named)).CopyTo(bytes.AsSpan(Named));
        return Base64Url.EncodeToString(bytes);
    }

    private ReadOnlySpan<byte> MacOf(ReadOnlySpan<byte> named) => protector.Hash(Purpose, named).AsSpan(0, MacLength);
}

/// <summary>What a link says.</summary>
/// <param name="Number">Good if it is the invitation's current one.</param>
internal sealed record InvitationLink(Guid InvitationId, int Number);
