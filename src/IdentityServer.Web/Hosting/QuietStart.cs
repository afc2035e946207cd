namespace IdentityServer.Web.Hosting;

/// <summary>
/// The host and Kestrel log what keeps them from starting with its stack trace, and then throw it. It is said in one sentence at
/// the end, so until the server runs their own words are left out.
/// </summary>
internal sealed class QuietStart
{
    private bool _isOver;

    public QuietStart(ILoggingBuilder logging)
    {
        // By their full names: these rules have to win over shorter ones in the configuration.
        foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel"])
            logging.AddFilter(category, level => _isOver && level >= LogLevel.Warning);
    }

    public void End() => _isOver = true;
}
