namespace IdentityServer.Protocol.Assignments;

/// <summary>That a person may enter an application, and with which of the roles it knows.</summary>
public sealed record Assignment(string ClientId, Guid AccountId, IReadOnlyList<string> Roles, DateTime CreatedUtc);
