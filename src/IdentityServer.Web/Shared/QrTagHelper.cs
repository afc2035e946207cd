using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace IdentityServer.Web.Shared;

/// <summary>A QR code as one SVG path, dark on white in every theme: <c>&lt;qr value="…" label="…" /&gt;</c>.</summary>
[HtmlTargetElement("qr", Attributes = "value,label", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QrTagHelper : TagHelper
{
    /// <summary>What the camera reads.</summary>
    public required string Value { get; set; }

    /// <summary>What a screen reader says instead of the picture.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        using var code = QRCodeGenerator.GenerateQrCode(Value, QRCodeGenerator.ECCLevel.M);
        // The matrix already has the quiet zone of four modules that ISO/IEC 18004 §6.3.8 asks for.
        var size = code.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);

        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "qr");
        output.Attributes.SetAttribute("viewBox", $"0 0 {size} {size}");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Attributes.SetAttribute("shape-rendering", "crispEdges");
        output.Content.AppendHtml(Rectangle(size));
        output.Content.AppendHtml(Modules(code));
    }

    private static TagBuilder Rectangle(string size)
    {
        var rectangle = new TagBuilder("rect");
        rectangle.Attributes["width"] = size;
        rectangle.Attributes["height"] = size;
        rectangle.Attributes["fill"] = "#fff";
        return rectangle;
    }

    /// <summary>One horizontal bar for each run of dark modules.</summary>
    private static TagBuilder Modules(QRCodeData code)
    {
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                if (!row[x]) continue;
                var start = x;
                while (x < row.Count && row[x]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }

        var modules = new TagBuilder("path");
        modules.Attributes["d"] = path.ToString();
        modules.Attributes["fill"] = "#000";
        return modules;
    }
}
