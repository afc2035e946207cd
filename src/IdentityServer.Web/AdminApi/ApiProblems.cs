using System.Text.Json;
using IdentityServer.Protocol.Apis;
using IdentityServer.Web.Admin;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.AdminApi;

/// <summary>What went wrong, as problem details (RFC 9457).</summary>
internal static class ApiProblems
{
    public static IResult NotFound() => Problem(StatusCodes.Status404NotFound, "There is no such thing, or it is not yours to see.");

    public static IResult Forbidden() => Problem(StatusCodes.Status403Forbidden, "Whoever asks may not do this.");

    public static IResult Malformed(string detail) => Problem(StatusCodes.Status400BadRequest, detail);

    /// <summary>RFC 6585 §3.</summary>
    public static IResult NeedsIfMatch() => Problem(StatusCodes.Status428PreconditionRequired, "Send If-Match with the ETag that the change is based on.");

    public static IResult Stale() => Problem(StatusCodes.Status412PreconditionFailed, "It has been changed since. Read it again.");

    public static IResult Of(HttpContext http, ApiAccessOutcome.Refused refused)
    {
        http.Response.Headers.WWWAuthenticate = refused.Challenge;
        return Problem(refused.Status, refused.Error?.Description ?? "Send an access token.");
    }

    public static IResult Of(ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.Refused refused => TypedResults.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = "Some fields can't be taken.",
            Extensions = { ["errors"] = refused.Problems.GroupBy(problem => FieldOf(problem.Field)).ToDictionary(field => field.Key, field => field.Select(problem => problem.Text).ToArray()) },
        }),
        ChangeOutcome.Forbidden => Forbidden(),
        _ => Stale(),
    };

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    // "Password.NewPassword" of the console's form is the API's "password".
    private static string FieldOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property.Split('.')[0]);
}
