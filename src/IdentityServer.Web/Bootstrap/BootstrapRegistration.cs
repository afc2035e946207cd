using IdentityServer.Web.Bootstrap.Sections;

namespace IdentityServer.Web.Bootstrap;

internal static class BootstrapRegistration
{
    public static IServiceCollection AddBootstrap(this IServiceCollection services)
    {
        // In this order: what a section refers to comes before it.
        services.AddScoped<IBootstrapSection, OrganizationSection>();
        services.AddScoped<IBootstrapSection, ApiSection>();
        services.AddScoped<IBootstrapSection, ClientSection>();
        services.AddScoped<IBootstrapSection, AccountSection>();
        services.AddScoped<IBootstrapSection, AuthoritySection>();
        services.AddScoped<IBootstrapSection, InvitationSection>();
        return services.AddScoped<AccountCredentials>().AddScoped<BootstrapApplier>().AddScoped<BootstrapExporter>();
    }
}
