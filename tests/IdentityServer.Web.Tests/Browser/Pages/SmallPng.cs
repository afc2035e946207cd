using System.Buffers.Binary;
using System.IO.Compression;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>Writes a picture with a palette of few colours: a third of what the browser writes.</summary>
internal static class SmallPng
{
    private const string ReadPixels = """
        async picture => {
          const image = new Image();
          image.src = picture;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          let text = '';
          for (let i = 0; i < data.length; i += 32768) text += String.fromCharCode(...data.subarray(i, i + 32768));
          return `${image.width} ${image.height} ${btoa(text)}`;
        }
        """;

    public static async Task SaveAsync(byte[] png, string path)
    {
        await using var context = await (await Chromium.SharedAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        var parts = (await page.EvaluateAsync<string>(ReadPixels, "data:image/png;base64," + Convert.ToBase64String(png))).Split(' ');
        var (width, height, pixels) = (int.Parse(parts[0]), int.Parse(parts[1]), Convert.FromBase64String(parts[2]));
        var palette = Palette(pixels);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Encode(width, height, Rows(pixels, palette, width, height), palette));
    }

    /// <summary>The most frequent colours; the fewer low bits count, the fewer colours there are to choose from.</summary>
    private static List<int> Palette(byte[] pixels)
    {
        var exact = new Dictionary<int, int>();
        for (var i = 0; i < pixels.Length; i += 4) exact[ColorAt(pixels, i)] = exact.GetValueOrDefault(ColorAt(pixels, i)) + 1;
        if (exact.Count <= 256) return [.. exact.Keys];

        var chosen = exact.OrderByDescending(color => color.Value).Take(32).Select(color => color.Key).ToList();
        var spread = exact.GroupBy(color => color.Key & 0xf0f0f0).OrderByDescending(group => group.Sum(color => color.Value))
            .Select(group => group.MaxBy(color => color.Value).Key);
        return [.. chosen.Concat(spread).Distinct().Take(64)];
    }

    private static byte[] Rows(byte[] pixels, List<int> palette, int width, int height)
    {
        var nearest = new Dictionary<int, byte>();
        // One byte before each row: PNG filter 0, the best one for palettes.
        var rows = new byte[height * (width + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var color = ColorAt(pixels, (y * width + x) * 4);
                if (!nearest.TryGetValue(color, out var index)) nearest[color] = index = (byte)palette.IndexOf(palette.MinBy(candidate => Distance(candidate, color)));
                rows[y * (width + 1) + 1 + x] = index;
            }
        }

        return rows;
    }

    private static byte[] Encode(int width, int height, byte[] rows, List<int> palette)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 3);
        WriteChunk(file, "IHDR", head);
        WriteChunk(file, "PLTE", [.. palette.SelectMany(color => new[] { (byte)(color >> 16), (byte)(color >> 8), (byte)color })]);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(rows);
        WriteChunk(file, "IDAT", data.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        byte[] body = [.. type.Select(letter => (byte)letter), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32Of(body));
        file.Write(number);
    }

    private static uint Crc32Of(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }

    private static int ColorAt(byte[] pixels, int at) => pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2];

    private static int Distance(int a, int b)
    {
        var (red, green, blue) = ((a >> 16) - (b >> 16), (a >> 8 & 255) - (b >> 8 & 255), (a & 255) - (b & 255));
        return 2 * red * red + 4 * green * green + 3 * blue * blue;
    }
}
