namespace IdentityServer.Web.Guests;

internal static class GuestRegistration
{
    public static IServiceCollection AddGuests(this IServiceCollection services)
    {
        services.AddSingleton<InvitationLinks>();
        services.AddScoped<InvitationMails>().AddScoped<InvitationMailer>();
        services.AddScoped<NewGuests>().AddScoped<Joining>().AddScoped<Redemption>();
        return services.AddHostedService<InvitationWorker>();
    }
}
