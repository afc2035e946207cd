using System.Reflection;
using System.Text.RegularExpressions;
using IdentityServer.Messaging.Templates;

namespace IdentityServer.Messaging.Tests.Templates;

public sealed partial class MessageTemplatesTests
{
    private static readonly MessageBranding Branding =
        new("DMC Hosting", "#0a7d55", "https://cdn.dmchosting.example/logo.png", "support@dmchosting.example", "+18555288364");

    /// <summary>All but what administrators themselves are told, and people who have no account, or nothing to fear for it.</summary>
    public static TheoryData<string, string> EveryTemplateForPeople()
    {
        var all = new TheoryData<string, string>();
        foreach (var name in MessageTemplates.Names.Except(["sign-in-reported", "account-locked", "registration-code", "account-exists", "guest-code", "invitation", "invitation-reminder", "sign-in-with-password"]))
        {
            foreach (var culture in MessageTemplates.Cultures) all.Add(name, culture);
        }

        return all;
    }

    public static TheoryData<string, string> EveryTemplate()
    {
        var all = new TheoryData<string, string>();
        foreach (var name in MessageTemplates.Names)
        {
            foreach (var culture in MessageTemplates.Cultures) all.Add(name, culture);
        }

        return all;
    }

    [Fact]
    public void The_templates_are_all_there() =>
        Assert.Equal(
            ["account-exists", "account-locked", "code", "email-changed", "guest-code", "invitation", "invitation-reminder", "method-added", "method-removed", "new-device", "organization-consent-withdrawn", "organization-left", "organization-returned", "password-changed", "phone-changed", "recovery-code-used", "recovery-codes-low", "registration-code", "sign-in-reported", "sign-in-with-password"],
            MessageTemplates.Names);

    [Fact]
    public void Every_template_exists_as_text_and_HTML_in_every_language()
    {
        var files = typeof(MessageTemplates).Assembly.GetManifestResourceNames();

        var missing = from name in MessageTemplates.Names
                      from culture in MessageTemplates.Cultures
                      from kind in new[] { "txt", "html" }
                      let file = $"IdentityServer.Messaging.Templates.{culture}.{name}.{kind}"
                      where !files.Contains(file)
                      select file;

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(EveryTemplate))]
    public void Every_language_shows_the_same_values_in_text_and_HTML(string name, string culture)
    {
        var mail = MessageTemplates.Render(name, culture, Branding, Markers(name));

        foreach (var value in Markers(name).Values)
        {
            Assert.Contains(value, mail.Text, StringComparison.Ordinal);
            Assert.Contains(value, mail.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryTemplate))]
    public void Leaves_no_tag_behind_and_names_the_organization_and_its_support(string name, string culture)
    {
        var mail = MessageTemplates.Render(name, culture, Branding, Markers(name));

        foreach (var part in new[] { mail.Text, mail.Html })
        {
            Assert.DoesNotContain("{{", part, StringComparison.Ordinal);
            Assert.Contains("DMC Hosting", part, StringComparison.Ordinal);
            Assert.Contains("support@dmchosting.example", part, StringComparison.Ordinal);
            Assert.Contains(culture == "fr" ? "n'est pas surveillée" : "is not monitored", part, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryTemplate))]
    public void HTML_is_one_sheet_of_600_pixels_with_inline_styles_and_a_dark_side(string name, string culture)
    {
        var html = MessageTemplates.Render(name, culture, Branding, Markers(name)).Html;

        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{culture}\">", html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"color-scheme\" content=\"light dark\">", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.Contains("width=\"600\"", html, StringComparison.Ordinal);
        Assert.Contains("background:#0a7d55", html, StringComparison.Ordinal);
        Assert.Contains("<img src=\"https://cdn.dmchosting.example/logo.png\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(p|h1|h2|th|td|a)(?![^>]* style=)[^>a-z]", html);
        Assert.DoesNotMatch("<script|javascript:|onclick", html);
    }

    [Theory]
    [MemberData(nameof(EveryTemplateForPeople))]
    public void Without_a_support_address_it_points_to_the_administrator(string name, string culture)
    {
        var mail = MessageTemplates.Render(name, culture, new MessageBranding("DMC Hosting"), Markers(name));

        Assert.Contains(culture == "fr" ? "l'administrateur de votre compte chez DMC Hosting" : "the administrator of your account at DMC Hosting", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mailto:", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void French_has_its_own_spaces_and_quotes()
    {
        var assembly = typeof(MessageTemplates).Assembly;
        var french = assembly.GetManifestResourceNames().Where(name => name.Contains(".Templates.fr.", StringComparison.Ordinal)).ToList();

        var wrong = french.SelectMany(name => WrongSpacing().Matches(VisibleText(Read(assembly, name))).Select(match => $"{name}: {match.Value}"));

        Assert.NotEmpty(french);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("fr-CA", "Bonjour")]
    [InlineData("FR", "Bonjour")]
    [InlineData("en-GB", "Hello")]
    [InlineData("de", "Hello")]
    [InlineData("", "Hello")]
    public void Ignores_regions_and_falls_back_to_English(string culture, string greeting)
    {
        var mail = MessageTemplates.Render("new-device", culture, Branding, Markers("new-device"));

        Assert.Contains(greeting, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodes_what_people_chose_in_HTML_but_not_in_text()
    {
        var values = Markers("new-device");
        values["browser"] = "<img src=x onerror=alert(1)>";

        var mail = MessageTemplates.Render("new-device", "en", Branding with { OrganizationName = "A & B" }, values);

        Assert.DoesNotContain("<img src=x", mail.Html, StringComparison.Ordinal);
        Assert.Contains("A &amp; B", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(1)>", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red;background:url(https://evil.example)", "#2f5fae")]
    [InlineData("#12345", "#2f5fae")]
    [InlineData("#123456\n", "#2f5fae")]
    [InlineData("#ABCDEF", "#ABCDEF")]
    public void Takes_only_a_plain_colour_into_its_styles(string color, string used)
    {
        var html = MessageTemplates.Render("new-device", "en", Branding with { Color = color }, Markers("new-device")).Html;

        Assert.Contains($"line-height:0;border:0;background:{used}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://cdn.example/logo.png")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("javascript:alert(1)")]
    public void Shows_no_logo_that_mail_programs_refuse(string logo)
    {
        var html = MessageTemplates.Render("new-device", "en", Branding with { LogoUrl = logo }, Markers("new-device")).Html;

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_cannot_take_the_place_of_the_branding()
    {
        var values = Markers("new-device");
        values["organization"] = "Somebody else";

        var mail = MessageTemplates.Render("new-device", "en", Branding, values);

        Assert.DoesNotContain("Somebody else", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_or_template_is_an_error()
    {
        var values = Markers("new-device");
        values.Remove("when");

        Assert.Throws<KeyNotFoundException>(() => MessageTemplates.Render("new-device", "en", Branding, values));
        Assert.Throws<KeyNotFoundException>(() => MessageTemplates.Render("no-such-template", "en", Branding, values));
    }

    [Fact]
    public void A_code_stands_out_at_32_pixels() => Assert.Contains("font-size:32px", MailStyles.Inline("<p class=\"code\">123 456</p>"), StringComparison.Ordinal);

    private static Dictionary<string, string> Markers(string template) => MessageTemplates.ValuesOf(template).ToDictionary(name => name, name => $"value-of-{name}");

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string VisibleText(string source) => Markup().Replace(source, "");

    [GeneratedRegex("<[^>]*>|\\{\\{[^}]*\\}\\}|^Subject: ")]
    private static partial Regex Markup();

    // Before : ; ? ! and inside « » stands a space that does not break; English quotes have no place here.
    [GeneratedRegex("(?<![\u00a0\u202f])[:;?!»]|«(?![\u00a0\u202f])|[\"“”]")]
    private static partial Regex WrongSpacing();
}
