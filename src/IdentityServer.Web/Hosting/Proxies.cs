using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace IdentityServer.Web.Hosting;

/// <summary>X-Forwarded-For and X-Forwarded-Proto are believed from the proxies of "Proxies:Known" and from nobody else.</summary>
internal static class Proxies
{
    public static void AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var known = configuration.GetSection("Proxies:Known").Get<string[]>() ?? [];
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var text in known) Add(options, text);
        });
    }

    private static void Add(ForwardedHeadersOptions options, string text)
    {
        if (IPAddress.TryParse(text, out var address)) options.KnownProxies.Add(address);
        else if (System.Net.IPNetwork.TryParse(text, out var network)) options.KnownIPNetworks.Add(network);
        else throw new StartupProblem($"Proxies:Known: \"{text}\" is neither an address nor a network such as 10.0.0.0/8.");
    }
}
