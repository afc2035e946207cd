namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>Somebody who can sign in. Each test takes a person of its own: a code of an authenticator app is good once.</summary>
internal sealed record Person(string UserName, string? TotpSecret = null)
{
    public const string Password = "maple-harbour-lantern-42";

    public string Email => UserName + "@example.org";
}
