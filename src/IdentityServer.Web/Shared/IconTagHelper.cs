using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IdentityServer.Web.Shared;

/// <summary>One drawing of the sprite: <c>&lt;icon name="key" /&gt;</c>. Always decoration; the words beside it say what it means.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper(IFileVersionProvider versions) : TagHelper
{
    private const string Sprite = "/icons.svg";

    public required string Name { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = default!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var pathBase = ViewContext.HttpContext.Request.PathBase;
        var sprite = versions.AddFileVersionToPath(pathBase, pathBase.Add(Sprite));

        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"icon {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");

        var use = new TagBuilder("use");
        use.Attributes["href"] = $"{sprite}#{Name}";
        output.Content.SetHtmlContent(use);
    }
}
