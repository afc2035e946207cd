namespace IdentityServer.Web.Hosting;

/// <summary>What somebody who has just started the server in Development wants to know.</summary>
internal static class Greeting
{
    public static void Write(WebApplication app, ServerSettings settings, TextWriter output)
    {
        if (!app.Environment.IsDevelopment()) return;

        output.WriteLine();
        output.WriteLine("IdentityServer is running.");
        output.WriteLine($"  Issuer            {settings.Issuer}");
        output.WriteLine($"  Discovery         {settings.Issuer}/.well-known/openid-configuration");
        foreach (var url in app.Urls.Where(url => url.TrimEnd('/') != settings.Issuer)) output.WriteLine($"  Listens on        {url}");
        output.WriteLine($"  Outgoing mail     {settings.Issuer}/dev/outbox");
        if (settings.DemoClientUrl is { } demo) WriteDemo(demo, output);
        output.WriteLine();
        output.Flush();
    }

    private static void WriteDemo(string demo, TextWriter output)
    {
        output.WriteLine($"  Demo application  {demo}");
        output.WriteLine();
        output.WriteLine("Sign in there as");
        foreach (var (name, password, story) in DemoPeople) output.WriteLine($"  {name,-8}{password,-30}{story}");
    }

    private static readonly (string Name, string Password, string Story)[] DemoPeople = [];
}
