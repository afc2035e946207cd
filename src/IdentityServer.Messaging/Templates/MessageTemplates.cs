using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace IdentityServer.Messaging.Templates;

/// <summary>A message in words, ready to be sent.</summary>
public sealed record RenderedMessage(string Subject, string Text, string Html);

/// <summary>
/// The mails we write, in every language. A mail is two embedded files: <c>name.txt</c>, whose first line is the subject, and
/// <c>name.html</c>; both are set into the layout of their kind. <c>{{>part}}</c> stands for a file <c>_part</c> of the same language.
/// </summary>
public static partial class MessageTemplates
{
    private const string SubjectMark = "Subject: ", Prefix = "IdentityServer.Messaging.Templates.", DefaultCulture = "en";

    private static readonly FrozenDictionary<(string Name, string Culture), MailTemplate> Templates = Load();

    /// <summary>Languages that every template exists in.</summary>
    public static IReadOnlyList<string> Cultures { get; } = ["en", "fr"];

    public static IReadOnlyList<string> Names { get; } = [.. Templates.Keys.Select(key => key.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The values that a template needs besides the branding's; each has to be given, if only as "".</summary>
    public static IReadOnlySet<string> ValuesOf(string template) => Templates[(template, DefaultCulture)].Values;

    /// <summary>Fills a template in. A region is ignored ("fr-CA" is French); a language that we don't have gives English.</summary>
    /// <exception cref="KeyNotFoundException">There is no such template, or one of its values is missing.</exception>
    public static RenderedMessage Render(string template, string culture, MessageBranding branding, IReadOnlyDictionary<string, string> values)
    {
        var mail = Templates.TryGetValue((template, Language(culture)), out var found)
            ? found
            : throw new KeyNotFoundException($"There is no message template \"{template}\".");

        var all = branding.ToValues();
        foreach (var (name, value) in values) all.TryAdd(name, value);
        return new(OneLine(mail.Subject.Fill(all, html: false)), mail.Text.Fill(all, html: false), mail.Html.Fill(all, html: true));
    }

    /// <summary>"fr" or "en".</summary>
    public static string Language(string? culture)
    {
        var language = culture?.Split('-')[0].ToLowerInvariant();
        return language is not null && Cultures.Contains(language) ? language : DefaultCulture;
    }

    // A line break in a name must not start another header (RFC 5322 §2.2).
    private static string OneLine(string subject) => string.Concat(subject.Select(c => char.IsControl(c) ? ' ' : c));

    private static FrozenDictionary<(string Name, string Culture), MailTemplate> Load()
    {
        var files = ReadFiles();
        return files.Keys
            .Where(file => file.Split('.') is [_, var name, "txt"] && !name.StartsWith('_'))
            .Select(file => file[..^".txt".Length].Split('.'))
            .ToFrozenDictionary(parts => (parts[1], parts[0]), parts => Assemble(files, parts[0], parts[1]));
    }

    private static MailTemplate Assemble(Dictionary<string, string> files, string culture, string name)
    {
        var (subject, text) = SplitSubject(files[$"{culture}.{name}.txt"]);
        return new(
            Template.Parse(subject),
            Template.Parse(Include(files["layout.txt"], text, "txt")),
            Template.Parse(MailStyles.Inline(Include(files["layout.html"], files[$"{culture}.{name}.html"].TrimEnd(), "html"))));

        string Include(string source, string body, string kind) => IncludeTag().Replace(source, tag => tag.Groups["name"].Value switch
        {
            "culture" => culture,
            "subject" => subject,
            "body" => Include(body, "", kind),
            var part => files[$"{culture}._{part}.{kind}"].TrimEnd(),
        });
    }

    private static (string Subject, string Text) SplitSubject(string source)
    {
        var end = source.IndexOf('\n', StringComparison.Ordinal);
        return source.StartsWith(SubjectMark, StringComparison.Ordinal)
            ? (source[SubjectMark.Length..end].Trim(), source[end..].Trim())
            : throw new FormatException("A text template starts with its subject.");
    }

    internal static Dictionary<string, string> ReadFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                return reader.ReadToEnd().ReplaceLineEndings("\n");
            });
    }

    [GeneratedRegex(@"\{\{>(?<name>[a-z-]+)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex IncludeTag();

    private sealed record MailTemplate(Template Subject, Template Text, Template Html)
    {
        private static readonly IReadOnlySet<string> Branding = new MessageBranding("").ToValues().Keys.ToHashSet(StringComparer.Ordinal);

        internal IReadOnlySet<string> Values { get; } =
            Subject.Names.Concat(Text.Names).Concat(Html.Names).Except(Branding).ToHashSet(StringComparer.Ordinal);
    }
}
