using IdentityServer.SignIn.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace IdentityServer.Web.AdminApi;

/// <summary>Maps the API: every route names its permission, and nothing comes in but through the door.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder endpoints)
{
    // An answer without a body gets no page in its place.
    private static readonly SkipStatusCodePagesAttribute NoPage = new();

    public delegate Task<IResult> Handler(ApiCall call, CancellationToken ct);

    public ApiRoute Get(string path, Permissions permission, Handler handler, string summary) => Map("GET", path, permission, handler, summary);

    public ApiRoute Post(string path, Permissions permission, Handler handler, string summary) => Map("POST", path, permission, handler, summary);

    public ApiRoute Patch(string path, Permissions permission, Handler handler, string summary) => Map("PATCH", path, permission, handler, summary);

    public ApiRoute Delete(string path, Permissions permission, Handler handler, string summary) => Map("DELETE", path, permission, handler, summary);

    private ApiRoute Map(string method, string path, Permissions permission, Handler handler, string summary)
    {
        var route = endpoints.MapMethods(ManagementApi.Root + path, [method], async (HttpContext http) =>
        {
            var door = http.RequestServices.GetRequiredService<ApiDoor>();
            return await door.OpenAsync(http, permission, http.RequestAborted) ?? await handler(new ApiCall(http), http.RequestAborted);
        });
        route.WithMetadata(NoPage, new ApiPermission(permission)).WithSummary(summary)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        return new ApiRoute(route);
    }
}

/// <summary>What a route asks for.</summary>
internal sealed record ApiPermission(Permissions Permission);

/// <summary>A route, to be described.</summary>
internal sealed class ApiRoute(RouteHandlerBuilder route)
{
    public ApiRoute Reads<T>()
        where T : notnull
    {
        route.Accepts<T>("application/json").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return this;
    }

    public ApiRoute Answers<T>(int status = StatusCodes.Status200OK)
    {
        route.Produces<T>(status);
        return this;
    }

    /// <summary>Names of parameters of the query, all optional texts.</summary>
    public ApiRoute Takes(params string[] names)
    {
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var name in names) operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
        return this;
    }
}
