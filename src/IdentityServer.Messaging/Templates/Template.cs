using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IdentityServer.Messaging.Templates;

/// <summary>
/// A text with <c>{{name}}</c> for a value, <c>{{#name}}…{{/name}}</c> for a part that needs the value to be there
/// and <c>{{^name}}…{{/name}}</c> for one that needs it to be empty. Parsed once, filled often.
/// </summary>
internal sealed partial class Template
{
    private readonly List<Node> _nodes;

    private Template(List<Node> nodes, IReadOnlySet<string> names) => (_nodes, Names) = (nodes, names);

    /// <summary>All the values it asks for.</summary>
    internal IReadOnlySet<string> Names { get; }

    /// <exception cref="FormatException">A tag is malformed, or a part is opened or closed without its other end.</exception>
    internal static Template Parse(string source)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Name, bool WhenEmpty, List<Node> Outer)>();
        var nodes = new List<Node>();
        var position = 0;

        foreach (Match tag in Tag().Matches(source))
        {
            if (tag.Index > position) nodes.Add(Plain(source[position..tag.Index]));
            position = tag.Index + tag.Length;

            var name = tag.Groups["name"].Value;
            names.Add(name);
            switch (tag.Groups["kind"].Value)
            {
                case "":
                    nodes.Add(new Node.Value(name));
                    break;
                case "/":
                    if (!open.TryPop(out var part) || part.Name != name) throw new FormatException($"{{{{/{name}}}}} closes nothing.");
                    part.Outer.Add(new Node.Part(name, part.WhenEmpty, nodes));
                    nodes = part.Outer;
                    break;
                case var kind:
                    open.Push((name, kind == "^", nodes));
                    nodes = [];
                    break;
            }
        }

        if (open.TryPeek(out var unclosed)) throw new FormatException($"{{{{#{unclosed.Name}}}}} is never closed.");
        if (position < source.Length) nodes.Add(Plain(source[position..]));
        return new Template(nodes, names);
    }

    /// <exception cref="KeyNotFoundException">A value is missing: a bug in the caller, found by its first test.</exception>
    internal string Fill(IReadOnlyDictionary<string, string> values, bool html)
    {
        var text = new StringBuilder();
        Write(_nodes, values, html, text);
        return text.ToString();
    }

    private static Node.Literal Plain(string text) => text.Contains("{{", StringComparison.Ordinal)
        ? throw new FormatException($"A tag is malformed in \"{text}\".")
        : new Node.Literal(text);

    private static void Write(List<Node> nodes, IReadOnlyDictionary<string, string> values, bool html, StringBuilder text)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case Node.Literal literal:
                    text.Append(literal.Text);
                    break;
                case Node.Value value:
                    text.Append(html ? WebUtility.HtmlEncode(Find(values, value.Name)) : Find(values, value.Name));
                    break;
                case Node.Part part when part.WhenEmpty == (Find(values, part.Name).Length == 0):
                    Write(part.Nodes, values, html, text);
                    break;
            }
        }
    }

    private static string Find(IReadOnlyDictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"The template asks for \"{name}\", which was not given.");

    [GeneratedRegex(@"\{\{(?<kind>[#^/]?)(?<name>[a-zA-Z]+)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    private abstract record Node
    {
        internal sealed record Literal(string Text) : Node;

        internal sealed record Value(string Name) : Node;

        internal sealed record Part(string Name, bool WhenEmpty, List<Node> Nodes) : Node;
    }
}
