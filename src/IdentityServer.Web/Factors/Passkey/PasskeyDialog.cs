namespace IdentityServer.Web.Factors.Passkey;

/// <summary>What the dialog's form needs besides its button.</summary>
/// <param name="Kind">"create" or "get", as in <c>navigator.credentials</c>.</param>
/// <param name="OptionsUrl">Where the script begins the ceremony.</param>
/// <param name="Waits">The field for names offers passkeys as well.</param>
internal sealed record PasskeyDialog(string Kind, string OptionsUrl, bool Waits = false);
