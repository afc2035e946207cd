namespace IdentityServer.Web.Authenticator;

/// <summary>A person's own name for a device.</summary>
internal static class DeviceName
{
    private const int Longest = 64;

    /// <summary>Null if it is empty, too long, or no plain text.</summary>
    public static string? Parse(string? text) =>
        text?.Trim() is { Length: > 0 and <= Longest } name && !name.Any(char.IsControl) ? name : null;
}
