using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;
using IdentityServer.Messaging.Templates;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Messages;

internal static class MessagingRegistration
{
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration, string defaultDirectory)
    {
        services.AddOptions<MessageOptions>().BindConfiguration("Messages");
        services.AddOptions<OutboxOptions>().BindConfiguration("Messages:Outbox");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<MessageOptions>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<OutboxOptions>>().Value);
        services.AddSingleton(new FileSenderOptions { Directory = configuration["Messages:Directory"] ?? defaultDirectory });
        services.AddSingleton<IMessageSender, FileSender>();
        services.AddSingleton<OutboxLoop>().AddSingleton<MessageComposer>();
        services.AddScoped<OutboxDispatcher>();
        return services.AddHostedService<OutboxWorker>();
    }
}
