namespace IdentityServer.Protocol.Tokens;

/// <summary>The "sub" of a person: the account's id, the same for every client.</summary>
public static class SubjectIdentifier
{
    public static string Of(Guid accountId) => accountId.ToString("D");

    public static Guid? Parse(string? subject) => Guid.TryParseExact(subject, "D", out var accountId) ? accountId : null;
}
