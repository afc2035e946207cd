using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;
using IdentityServer.Messaging.Templates;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Messages;

internal static class MessagingRegistration
{
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration, SenderSettings senders, string defaultDirectory)
    {
        services.AddOptions<MessageOptions>().BindConfiguration("Messages");
        services.AddOptions<OutboxOptions>().BindConfiguration("Messages:Outbox");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<MessageOptions>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<OutboxOptions>>().Value);
        var files = new FileSenderOptions { Directory = configuration["Messages:Directory"] ?? defaultDirectory };
        services.AddSingleton(files);
        services.AddSingleton(provider => senders.BuildRoutes(CreateClient(), files, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OutboxLoop>().AddSingleton<MessageComposer>();
        services.AddScoped<OutboxDispatcher>();
        return services.AddHostedService<OutboxWorker>();
    }

    /// <summary>The dispatcher keeps the time. Keys and codes follow nobody's redirection.</summary>
    private static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
