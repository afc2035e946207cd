namespace IdentityServer.SignIn.Invitations;

/// <summary>Keeps invitations.</summary>
public interface IInvitationStore
{
    /// <summary>Those that are not over yet, ordered by organization and address.</summary>
    Task<IReadOnlyList<Invitation>> ListOpenAsync(DateTime nowUtc, CancellationToken ct);

    /// <summary>Joins the unit of work.</summary>
    void Add(Invitation invitation);
}
