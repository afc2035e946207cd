namespace IdentityServer.Web.Admin.Apis;

/// <summary>The fields that a new API and one that is changed share.</summary>
public sealed record ApiForm(ApiDraft Draft);
