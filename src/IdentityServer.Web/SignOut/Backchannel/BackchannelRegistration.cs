using Microsoft.Extensions.Options;

namespace IdentityServer.Web.SignOut.Backchannel;

internal static class BackchannelRegistration
{
    public static IServiceCollection AddBackchannelLogout(this IServiceCollection services)
    {
        services.AddOptions<BackchannelOptions>().BindConfiguration("BackchannelLogout").ValidateOnStart();
        services.AddSingleton<IValidateOptions<BackchannelOptions>, BackchannelOptionsValidator>();
        services.AddSingleton<BackchannelClient>().AddScoped<BackchannelDelivery>();
        return services.AddHostedService<BackchannelWorker>();
    }
}
