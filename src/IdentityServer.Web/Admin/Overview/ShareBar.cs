namespace IdentityServer.Web.Admin.Overview;

/// <summary>A line of a chart: what, how many, and of how many.</summary>
/// <param name="Text">In the reader's language.</param>
internal sealed record ShareBar(string Text, int Count, int Of)
{
    /// <summary>0 to 100.</summary>
    public int Percent => Of is 0 ? 0 : (int)Math.Round(100.0 * Count / Of, MidpointRounding.AwayFromZero);
}
