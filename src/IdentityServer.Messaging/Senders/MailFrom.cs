using System.Net.Mail;
using System.Text;

namespace IdentityServer.Messaging.Senders;

/// <summary>Reads a message's "From": "DMC Hosting (via IdentityServer) &lt;no-reply@…&gt;", or a bare address.</summary>
internal static class MailFrom
{
    internal static MailAddress Parse(string? from)
    {
        if (from is null) throw new MessageRefusedException("The message does not say who it is from.");

        var start = from.LastIndexOf('<');
        var address = start < 0 ? from.Trim() : from[(start + 1)..].TrimEnd('>', ' ');
        return new MailAddress(address, start < 0 ? "" : from[..start].Trim(), Encoding.UTF8);
    }
}
