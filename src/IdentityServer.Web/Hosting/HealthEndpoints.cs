using IdentityServer.Storage;

namespace IdentityServer.Web.Hosting;

/// <summary>/health/live: the process answers. /health/ready: the database does too.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", async (IDatabaseHealth database, CancellationToken ct) =>
            await database.IsReachableAsync(ct) ? Results.Text("ready") : Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
