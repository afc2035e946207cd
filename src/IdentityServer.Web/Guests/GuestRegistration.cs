using IdentityServer.Web.Guests.Inviting;

namespace IdentityServer.Web.Guests;

internal static class GuestRegistration
{
    public static IServiceCollection AddGuests(this IServiceCollection services)
    {
        services.AddSingleton<InvitationLinks>();
        services.AddScoped<InvitationMails>().AddScoped<InvitationMailer>();
        services.AddScoped<NewGuests>().AddScoped<Joining>().AddScoped<Redemption>();
        services.AddScoped<Seats>().AddScoped<InvitationRules>().AddScoped<InvitationSending>().AddScoped<InvitationChanges>().AddScoped<GuestChanges>();
        return services.AddHostedService<InvitationWorker>();
    }
}
