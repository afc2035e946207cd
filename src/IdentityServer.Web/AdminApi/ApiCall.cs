using System.Globalization;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Admin;

namespace IdentityServer.Web.AdminApi;

/// <summary>One request to the API that was let in.</summary>
internal sealed class ApiCall(HttpContext http)
{
    public HttpContext Http => http;

    public Actor Actor => Get<CurrentActor>().Actor;

    public Rights Rights => Actor.Rights;

    public int Page => Math.Clamp(Number("page") ?? 1, 1, AccountQuery.LargestPage);

    public int PageSize => Math.Clamp(Number("pageSize") ?? AccountQuery.DefaultPageSize, 1, AccountQuery.LargestPageSize);

    /// <summary>The version in If-Match; null without one, or with one that was never ours (RFC 9110 §13.1.1).</summary>
    public Guid? IfMatch => http.Request.Headers.IfMatch is [{ } tag] ? Guid.TryParseExact(tag.Trim().Trim('"'), "N", out var version) ? version : Guid.Empty : null;

    public T Get<T>()
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    /// <summary>Of the route.</summary>
    public Guid Id(string name) => Guid.Parse((string)http.Request.RouteValues[name]!);

    /// <summary>Of the query; null where it is missing or empty.</summary>
    public string? Text(string name) => http.Request.Query[name] is [{ Length: > 0 } text] ? text : null;

    /// <summary>Of the query, and whether it is none of the names.</summary>
    public (T? Value, bool IsWrong) Query<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return (null, false);
        return !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? (value, false) : (null, true);
    }

    /// <summary>With the version as its ETag.</summary>
    public IResult Tagged<T>(T view, Guid version, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = $"\"{version:N}\"";
        return TypedResults.Json(view, ApiJson.Options, statusCode: status);
    }

    private int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
