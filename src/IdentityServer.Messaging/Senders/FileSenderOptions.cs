namespace IdentityServer.Messaging.Senders;

/// <summary>Where <see cref="FileSender"/> writes.</summary>
public sealed class FileSenderOptions
{
    /// <summary>"Messages:Directory".</summary>
    public required string Directory { get; set; }
}
