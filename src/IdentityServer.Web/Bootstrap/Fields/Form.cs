using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>How one kind of value is written in the file.</summary>
internal abstract class Form<T>
{
    /// <summary>False for a value that is wrong; why has been reported then.</summary>
    internal abstract bool TryRead(JsonPart part, Problems problems, [MaybeNullWhen(false)] out T value);

    internal abstract void Write(Utf8JsonWriter json, T value);

    private protected static bool Wrong(JsonPart part, Problems problems, string expected)
    {
        problems.ReportKind(part, expected);
        return false;
    }
}
