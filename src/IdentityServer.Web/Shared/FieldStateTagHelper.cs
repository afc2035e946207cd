using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IdentityServer.Web.Shared;

/// <summary>Tells assistive technology which field is wrong and where its error and hint are.</summary>
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
public sealed class FieldStateTagHelper : TagHelper
{
    /// <summary>After the framework's own helpers, which give the field its id.</summary>
    public override int Order => 1000;

    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    /// <summary>Set where the page has a hint whose id is the field's with <c>-hint</c> after it.</summary>
    [HtmlAttributeName("with-hint")]
    public bool Hint { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = default!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var invalid = ViewContext.ModelState.GetFieldValidationState(name) == ModelValidationState.Invalid;
        var id = TagBuilder.CreateSanitizedId(name, "_");

        if (invalid) output.Attributes.SetAttribute("aria-invalid", "true");

        var described = (Hint, invalid) switch
        {
            (true, true) => $"{id}-hint {id}-error",
            (true, false) => $"{id}-hint",
            (false, true) => $"{id}-error",
            _ => null,
        };
        if (described is not null) output.Attributes.SetAttribute("aria-describedby", described);
    }
}
