using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;

namespace IdentityServer.Web.Admin;

/// <summary>Who asks for something in the console or over the API.</summary>
/// <param name="AccountId">The administrator; null where an application acts for itself.</param>
/// <param name="ClientId">The application; null in the console.</param>
internal sealed record Actor(Rights Rights, Guid? AccountId, string? ClientId, Guid? SessionId, Visitor Visitor);

/// <summary>The request's <see cref="Actor"/>, known once the page or the API has let it in.</summary>
internal sealed class CurrentActor
{
    private Actor? _actor;

    public Actor Actor
    {
        get => _actor ?? throw new InvalidOperationException("Nobody was let in.");
        set => _actor = value;
    }

    public Rights Rights => Actor.Rights;
}
