using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityServer.Web.AdminApi;
using IdentityServer.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.AdminApi;

/// <summary>The OpenAPI document, against the routes that there are.</summary>
public sealed partial class DescriptionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Describes_every_route_with_its_scope_and_no_other()
    {
        var document = await server.Http.GetFromJsonAsync<JsonElement>(server.Origin + "/api/openapi.json", TestContext.Current.CancellationToken);
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name} {ScopeOf(operation.Value)}"))
            .Order(StringComparer.Ordinal).ToList();

        var mapped = server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ApiPermission>() is not null)
            .Select(endpoint => $"{endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0]} {Constraint().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "}")} {ManagementApi.ScopeFor(endpoint.Metadata.GetRequiredMetadata<ApiPermission>().Permission)}")
            .Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(mapped);
        Assert.Equal(mapped, described);
    }

    [Fact]
    public void Everything_under_the_api_goes_through_the_door()
    {
        var open = server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<ApiPermission>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.Equal(["/api/{documentName}.json"], open);
    }

    private static string ScopeOf(JsonElement operation) => operation.GetProperty("security")[0].GetProperty("bearer")[0].GetString()!;

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();
}
