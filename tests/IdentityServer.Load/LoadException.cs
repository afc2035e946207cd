namespace IdentityServer.Load;

/// <summary>The server did not do what it is measured for.</summary>
internal sealed class LoadException(string message) : Exception(message);
