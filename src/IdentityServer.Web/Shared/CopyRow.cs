namespace IdentityServer.Web.Shared;

/// <summary>A value to read or copy.</summary>
/// <param name="Label">What the value is.</param>
/// <param name="Value">The value as shown.</param>
/// <param name="Copied">What the button copies, where it differs from what is shown.</param>
/// <param name="IsCode">Shown in the code font.</param>
public sealed record CopyRow(string Label, string Value, string? Copied = null, bool IsCode = false);
