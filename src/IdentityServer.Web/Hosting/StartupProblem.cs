namespace IdentityServer.Web.Hosting;

/// <summary>The server can't start. The message is one plain sentence for whoever runs it.</summary>
internal sealed class StartupProblem(string message) : Exception(message);
