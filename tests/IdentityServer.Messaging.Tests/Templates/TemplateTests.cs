using IdentityServer.Messaging.Templates;

namespace IdentityServer.Messaging.Tests.Templates;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, string> Values = new() { ["name"] = "Élodie <b> & \"co\"", ["phone"] = "" };

    [Theory]
    [InlineData("Hello {{name}}!", "Hello Élodie <b> & \"co\"!")]
    [InlineData("{{#name}}by name{{/name}}{{^name}}nameless{{/name}}", "by name")]
    [InlineData("{{#phone}}call {{phone}}{{/phone}}{{^phone}}no phone{{/phone}}", "no phone")]
    [InlineData("{{#name}}a{{#phone}}b{{/phone}}c{{/name}}", "ac")]
    [InlineData("nothing to fill in", "nothing to fill in")]
    public void Fills_values_and_parts(string source, string expected) => Assert.Equal(expected, Template.Parse(source).Fill(Values, html: false));

    [Fact]
    public void Encodes_values_in_HTML_and_nothing_else()
    {
        var html = Template.Parse("<p>{{name}}</p>").Fill(Values, html: true);

        Assert.Equal("<p>&#201;lodie &lt;b&gt; &amp; &quot;co&quot;</p>", html);
    }

    [Theory]
    [InlineData("{{unknown}}")]
    [InlineData("{{#unknown}}x{{/unknown}}")]
    public void A_value_that_was_not_given_is_an_error(string source) =>
        Assert.Throws<KeyNotFoundException>(() => Template.Parse(source).Fill(Values, html: false));

    [Theory]
    [InlineData("{{#name}}never closed")]
    [InlineData("closes nothing{{/name}}")]
    [InlineData("{{#name}}{{#phone}}crossed{{/name}}{{/phone}}")]
    [InlineData("{{ name }}")]
    [InlineData("{{#name}}{{na-me}}{{/name}}")]
    public void A_malformed_template_is_an_error(string source) => Assert.Throws<FormatException>(() => Template.Parse(source));

    [Fact]
    public void Knows_every_value_that_it_asks_for() =>
        Assert.Equal(["name", "phone", "when"], Template.Parse("{{name}}{{#phone}}{{when}}{{/phone}}").Names.Order());
}
