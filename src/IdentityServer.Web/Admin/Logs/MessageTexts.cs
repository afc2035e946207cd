using IdentityServer.Messaging.Outbox;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Words and colours for where a message stands.</summary>
internal static class MessageTexts
{
    public static string Of(DeliveryState state, IStringLocalizer<Texts> texts) => state switch
    {
        DeliveryState.Queued => texts["Queued"],
        DeliveryState.Sent => texts["Sent"],
        DeliveryState.Dead => texts["Given up"],
        _ => texts["Expired"],
    };

    public static string BadgeOf(DeliveryState state) => state switch
    {
        DeliveryState.Sent => "badge success",
        DeliveryState.Queued => "badge",
        _ => "badge warn",
    };

    public static string Of(Channel channel, IStringLocalizer<Texts> texts) => channel switch
    {
        Channel.Email => texts["Email"],
        Channel.Sms => texts["Text message"],
        _ => texts["Call"],
    };
}
