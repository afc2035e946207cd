namespace IdentityServer.Protocol.Authorize;

/// <summary>How an answer travels back (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode).</summary>
public static class ResponseModes
{
    public const string Query = "query";
    public const string Fragment = "fragment";
    public const string FormPost = "form_post";

    public static IReadOnlyList<string> All { get; } = [Query, Fragment, FormPost];
}
