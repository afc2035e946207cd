using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.SecurityQuestions;
using Xunit;

namespace IdentityServer.Web.Tests.Localization;

/// <summary>Every text of the pages has its French counterpart, and every French text is used.</summary>
public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> French = XDocument
        .Load(Path.Combine(SourceTree.Web, "Localization", "Texts.fr.resx")).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static readonly HashSet<string> Used = [.. OfPages(), .. OfFactors(), .. Questions.All.Values];

    [Fact]
    public void Finds_the_texts_of_the_pages()
    {
        Assert.Contains("Next", Used);
        Assert.Contains("One moment…", Used);
        Assert.Contains("Authenticator app", Used);
    }

    [Fact]
    public void Every_text_is_said_in_French() => Assert.Equal([], Used.Except(French.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_French_text_is_used() => Assert.Equal([], French.Keys.Except(Used).Order(StringComparer.Ordinal));

    [Fact]
    public void Placeholders_agree() => Assert.Equal([], French.Where(text => !Placeholders(text.Key).SequenceEqual(Placeholders(text.Value))).Select(text => text.Key));

    [Fact]
    public void Marks_that_stand_apart_in_French_are_never_alone_on_a_line() =>
        Assert.Equal([], French.Values.Where(text => MarkWithoutItsSpace().IsMatch(text)));

    [Fact]
    public void Quotes_as_one_does_in_French() => Assert.Equal([], French.Values.Where(text => text.AsSpan().ContainsAny("“”\"")));

    [Fact]
    public void No_text_is_left_in_English()
    {
        string[] same = ["Administration", "Android", "Application", "Applications", "Code", "Confirmation", "Invitation", "Invitations", "Menu", "Messages", "Pages", "Question {0}", "iPhone", "{0} minutes"];

        Assert.Equal(same, French.Where(text => text.Key == text.Value).Select(text => text.Key).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> OfPages() => SourceTree.WebFiles(".cshtml").Concat(SourceTree.WebFiles(".cs"))
        .Select(File.ReadAllText)
        .Where(source => !source.Contains("namespace ", StringComparison.Ordinal) || source.Contains("IStringLocalizer", StringComparison.Ordinal))
        .SelectMany(source => Text().Matches(source))
        .Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal));

    /// <summary>What a factor calls itself is looked up by its value. Its words need none of its services.</summary>
    private static IEnumerable<string> OfFactors() => typeof(IFactorPages).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFactorPages)))
        .Select(type => (IFactorPages)RuntimeHelpers.GetUninitializedObject(type))
        .SelectMany(pages => new[]
        {
            pages.Name, pages.Section, pages.Description, pages.Offer,
            pages.BlindProof?.Offer, pages.BlindProof?.Lead, pages.BlindProof?.Prompt, pages.BlindProof?.Malformed,
        })
        .OfType<string>();

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("""(?:\bT\[|\btexts\[|\bText\()\s*["]((?:[^"\\]|\\.)*)["]""")]
    private static partial Regex Text();

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();

    // The no-break space U+00A0 goes before : ; ? ! and inside the quotes.
    [GeneratedRegex(@"(?<!\u00a0)[:;?!»]|«(?!\u00a0)|[\u0020\u202f\u2009]\u00a0|\u00a0[\u0020\u202f\u2009]")]
    private static partial Regex MarkWithoutItsSpace();
}
