namespace IdentityServer.Messaging.Templates;

/// <summary>Section "Messages": who our mails are from.</summary>
public sealed class MessageOptions
{
    /// <summary>What the server calls itself: "DMC Hosting (via IdentityServer)".</summary>
    public string ProductName { get; set; } = "IdentityServer";

    /// <summary>The address that mails come from; nobody reads what is sent to it.</summary>
    public string FromAddress { get; set; } = "no-reply@localhost";
}
