using System.Text;

namespace IdentityServer.Web.Bootstrap.Json;

/// <summary>Turns positions in bytes into lines and columns.</summary>
internal sealed class LineMap
{
    private readonly byte[] _text;
    private readonly List<int> _starts = [0];

    internal LineMap(byte[] utf8)
    {
        _text = utf8;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '\n') _starts.Add(i + 1);
        }
    }

    internal Place Find(long position, string path)
    {
        var found = _starts.BinarySearch((int)position);
        var line = found >= 0 ? found : ~found - 1;
        return new(line + 1, ColumnOf(_starts[line], (int)position), path);
    }

    /// <summary>For a reader that counts lines itself.</summary>
    internal Place Find(long? line, long? byteInLine)
    {
        var start = _starts[(int)Math.Min(line ?? 0, _starts.Count - 1)];
        return Find(Math.Min(start + (byteInLine ?? 0), _text.Length), "");
    }

    private int ColumnOf(int start, int position) => Encoding.UTF8.GetCharCount(_text.AsSpan(start, position - start)) + 1;
}
