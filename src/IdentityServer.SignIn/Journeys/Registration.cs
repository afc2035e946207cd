namespace IdentityServer.SignIn.Journeys;

/// <summary>An account that is being created.</summary>
/// <param name="OrganizationId">Whose member it will be.</param>
/// <param name="Email">As it was typed.</param>
/// <param name="IsProven">A code has come back from there.</param>
public sealed record Registration(Guid OrganizationId, string Email, bool IsProven = false);
