using System.Text.Json.Serialization;
using IdentityServer.Web.AdminApi.Accounts;
using Microsoft.OpenApi;

namespace IdentityServer.Web.AdminApi;

internal static class ApiRegistration
{
    private const string Document = "openapi";

    public static IServiceCollection AddManagementApi(this IServiceCollection services)
    {
        services.AddScoped<ApiDoor>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        return services.AddOpenApi(Document, options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith(ManagementApi.Root[1..], StringComparison.Ordinal) == true
                && description.ActionDescriptor.EndpointMetadata.OfType<ApiPermission>().Any();
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "IdentityServer administration", Version = "1" };
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiPermission>().FirstOrDefault() is not { } asked) return Task.CompletedTask;

                operation.Description = $"Needs the scope {ManagementApi.ScopeFor(asked.Permission)}.";
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [ManagementApi.ScopeFor(asked.Permission)] }];
                return Task.CompletedTask;
            });
        });
    }

    public static void MapManagementApi(this WebApplication app)
    {
        app.MapOpenApi($"{ManagementApi.Root}/{{documentName}}.json");
        new ApiRoutes(app).MapAccounts();
    }
}
