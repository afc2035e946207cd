namespace IdentityServer.Web.Shared;

/// <summary>How far through the methods asked for a wizard is.</summary>
public sealed record WizardProgress(int Current, int Total);
