using System.Text.Json;

namespace IdentityServer.Web.Factors.Password;

/// <summary>What is kept of a password.</summary>
/// <param name="Hash">ASP.NET Core Identity's format 3: base64 of marker, algorithm, rounds, salt and subkey.</param>
internal sealed record PasswordState(string Hash)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static PasswordState FromJson(string json) => JsonSerializer.Deserialize<PasswordState>(json)!;

    /// <summary>Prints no hash.</summary>
    public override string ToString() => nameof(PasswordState);
}
