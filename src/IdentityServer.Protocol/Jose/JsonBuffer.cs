using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IdentityServer.Protocol.Jose;

/// <summary>A JSON writer whose buffer is used again by the next caller on this thread.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private const int KeptCapacity = 64 * 1024;

    [ThreadStatic]
    private static JsonBuffer? _spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(2048);

    private JsonBuffer()
    {
        // Never put into a page: what HTML must escape may stay as it is, which keeps URLs and names short.
        var options = new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Writer = new Utf8JsonWriter(_bytes, options);
    }

    public Utf8JsonWriter Writer { get; }

    /// <summary>All that was written so far; valid until disposed.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _bytes.WrittenSpan;
        }
    }

    public static JsonBuffer Rent()
    {
        var buffer = _spare ?? new JsonBuffer();
        _spare = null;
        return buffer;
    }

    public void Dispose()
    {
        if (_bytes.Capacity > KeptCapacity) return;

        _bytes.ResetWrittenCount();
        Writer.Reset();
        _spare = this;
    }
}
