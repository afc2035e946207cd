using System.Text.RegularExpressions;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;

namespace IdentityServer.Messaging.Tests.Templates;

public sealed partial class PlainTemplatesTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["code"] = "048213", ["spoken"] = "0, 4, 8, 2, 1, 3", ["minutes"] = "5", ["host"] = "id.example.org",
    };

    [Fact]
    public void The_texts_and_calls_are_all_there() => Assert.Equivalent(new[] { ("code", Channel.Sms), ("code", Channel.Voice) }, PlainTemplates.All);

    [Theory, InlineData("en"), InlineData("fr"), InlineData("fr-CA"), InlineData("de")]
    public void A_text_names_the_organization_and_ends_with_the_code_bound_to_our_host(string culture)
    {
        var text = PlainTemplates.Render("code", Channel.Sms, culture, "DMC Hosting", Values);

        Assert.StartsWith("048213 ", text, StringComparison.Ordinal);
        Assert.Contains("DMC Hosting", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n@id.example.org #048213", text, StringComparison.Ordinal);
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public void A_text_is_one_message_in_the_alphabet_of_short_messages(string culture)
    {
        var text = PlainTemplates.Render("code", Channel.Sms, culture, "DMC Hosting", Values);

        // 3GPP TS 23.038 §6.2.1: anything else halves what fits into one message.
        Assert.Matches(ShortMessageAlphabet(), text);
        Assert.InRange(text.Length, 1, 160);
    }

    [Theory, InlineData("en", "Your verification code"), InlineData("fr", "Votre code de vérification")]
    public void A_call_reads_digit_by_digit(string culture, string words)
    {
        var text = PlainTemplates.Render("code", Channel.Voice, culture, "DMC Hosting", Values);

        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("0, 4, 8, 2, 1, 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_text_by_another_name() =>
        Assert.Throws<KeyNotFoundException>(() => PlainTemplates.Render("method-added", Channel.Sms, "en", "DMC Hosting", Values));

    [GeneratedRegex("^[A-Za-z0-9àéèùìòäöñü@#.,;:'!?()\n -]*\\z")]
    private static partial Regex ShortMessageAlphabet();
}
