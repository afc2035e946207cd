using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Subjects;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Writes claims of a person by name; what is not known of them is left out.</summary>
internal static class ClaimWriter
{
    public static void Write(Utf8JsonWriter writer, Subject subject, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (subject.Claims.TryGetValue(name, out var value)) Write(writer, name, value);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case bool yes:
                writer.WriteBoolean(name, yes);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case IReadOnlyList<string> texts:
                AccessTokenClaims.WriteMany(writer, Encoding.UTF8.GetBytes(name), texts);
                break;
            case JsonElement json:
                writer.WritePropertyName(name);
                json.WriteTo(writer);
                break;
            default:
                throw new InvalidOperationException($"The claim {name} has a value of a type that claims can't have.");
        }
    }
}
