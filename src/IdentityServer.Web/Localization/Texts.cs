namespace IdentityServer.Web.Localization;

/// <summary>Names the resource files that hold the pages' texts; a key is the English text itself.</summary>
public sealed class Texts;
