namespace IdentityServer.Protocol.EndSession;

/// <summary>What became of a logout request.</summary>
public abstract record EndSessionReading
{
    private EndSessionReading()
    {
    }

    /// <summary>Shown to the person; nobody is redirected.</summary>
    public sealed record Shown(OAuthError Error) : EndSessionReading;

    public sealed record Valid(EndSessionRequest Request) : EndSessionReading;
}
