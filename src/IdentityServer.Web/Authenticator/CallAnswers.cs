namespace IdentityServer.Web.Authenticator;

/// <summary>Answers to devices: JSON, an error as one word that the authenticator has a sentence for.</summary>
internal static class CallAnswers
{
    public static IResult Malformed { get; } = Error("invalid_call", StatusCodes.Status400BadRequest);

    public static IResult WrongType { get; } = Error("invalid_call", StatusCodes.Status415UnsupportedMediaType);

    public static IResult UnknownDevice { get; } = Error("unknown_device", StatusCodes.Status401Unauthorized);

    public static IResult TooMany { get; } = Error("too_many", StatusCodes.Status429TooManyRequests);

    public static IResult Conflict { get; } = Error("conflict", StatusCodes.Status409Conflict);

    public static IResult Done { get; } = Results.Json(new { });

    public static IResult Error(string error, int status) => Results.Json(new { error }, statusCode: status);

    /// <summary>Sign again, with this.</summary>
    public static IResult UseNonce(string nonce) => Results.Json(new { error = "use_nonce", nonce }, statusCode: StatusCodes.Status401Unauthorized);
}
