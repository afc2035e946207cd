using System.Buffers;
using System.Text;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> in the order sent, with duplicates, as the protocol's checks need it.</summary>
internal static class FormText
{
    /// <summary>More than any request of the RFCs needs.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Null if the body is no form, is too large, breaks off, or is not UTF-8.</summary>
    public static async ValueTask<List<KeyValuePair<string, string>>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes) return null;
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;

        try
        {
            return await ReadBodyAsync(request, ct);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async ValueTask<List<KeyValuePair<string, string>>?> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > MaxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var form = Decode(read.Buffer);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return form;
        }
    }

    public static List<KeyValuePair<string, string>> Parse(ReadOnlySpan<char> text)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty) continue;

            var equals = pair.IndexOf('=');
            parameters.Add(equals < 0
                ? new(Unescape(pair), "")
                : new(Unescape(pair[..equals]), Unescape(pair[(equals + 1)..])));
        }

        return parameters;
    }

    private static List<KeyValuePair<string, string>>? Decode(ReadOnlySequence<byte> body)
    {
        try
        {
            return Parse(Strict.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0) return text.ToString();
        return Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
    }
}
