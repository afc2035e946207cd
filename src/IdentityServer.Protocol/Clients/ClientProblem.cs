namespace IdentityServer.Protocol.Clients;

/// <summary>What is wrong with a client's metadata: the field by its JSON name, and a sentence.</summary>
public sealed record ClientProblem(string Field, string Sentence);
