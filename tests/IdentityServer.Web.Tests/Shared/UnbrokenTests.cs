using System.Text.Encodings.Web;
using IdentityServer.Web.Shared;
using Xunit;

namespace IdentityServer.Web.Tests.Shared;

public sealed class UnbrokenTests
{
    [Theory]
    [InlineData("Text +X XXX-XXX-XX63", "Text <span class=\"unbroken\">&#x2B;X XXX-XXX-XX63</span>")]
    [InlineData("Phone (+XX XXX-XXX-X78).", "Phone (<span class=\"unbroken\">&#x2B;XX XXX-XXX-X78</span>).")]
    [InlineData("p@example.com <b> one-two", "p@example.com &lt;b&gt; one-two")]
    [InlineData("", "")]
    public void Keeps_a_masked_number_together_and_encodes_the_rest(string text, string html)
    {
        using var writer = new StringWriter();

        Unbroken.Of(text).WriteTo(writer, HtmlEncoder.Default);

        Assert.Equal(html, writer.ToString());
    }
}
