namespace IdentityServer.Storage;

/// <summary>The storage can't be used. The message is one plain sentence for whoever runs the server.</summary>
public sealed class StorageException(string message, Exception? innerException = null) : Exception(message, innerException);
