namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The private cluster cannot be had. The message is one plain sentence for the person who starts the server.</summary>
public sealed class PrivateClusterException(string message, Exception? innerException = null) : Exception(message, innerException);
