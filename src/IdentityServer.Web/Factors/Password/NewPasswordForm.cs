namespace IdentityServer.Web.Factors.Password;

/// <summary>The two fields of _NewPassword.cshtml.</summary>
public sealed class NewPasswordForm
{
    public string? NewPassword { get; set; }

    public string? Confirmation { get; set; }

    /// <summary>Prints no password.</summary>
    public override string ToString() => nameof(NewPasswordForm);
}
