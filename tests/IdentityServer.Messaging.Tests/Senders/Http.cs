namespace IdentityServer.Messaging.Tests.Senders;

/// <summary>A client such as the server's: it follows nobody's redirection.</summary>
internal static class Http
{
    internal static HttpClient Create() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
}
