namespace IdentityServer.Web.Shared;

/// <summary>The same page in one language; the label is that language's own name.</summary>
public sealed record LanguageLink(string Culture, string Label, string Url);
