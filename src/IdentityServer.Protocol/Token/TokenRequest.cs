using IdentityServer.Protocol.Clients;

namespace IdentityServer.Protocol.Token;

/// <summary>A token request whose client is authenticated and registered for the grant.</summary>
internal sealed record TokenRequest(Client Client, FormParameters Form, IReadOnlyList<string> Scopes, IReadOnlyList<string> Resources);
