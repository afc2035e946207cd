using System.Reflection;
using System.Runtime.CompilerServices;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Xunit;

namespace IdentityServer.Web.Tests.Enrollment;

/// <summary>What a factor says of its pages is true, so that no step leads nowhere.</summary>
public sealed class FactorPagesTests
{
    // What a factor says of itself needs none of its services.
    private static readonly (IFactor Factor, IFactorPages Pages)[] Factors =
    [
        .. typeof(IFactorPages).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFactorPages)) && type.IsAssignableTo(typeof(IFactor)))
            .Select(RuntimeHelpers.GetUninitializedObject)
            .Select(factor => ((IFactor)factor, (IFactorPages)factor)),
    ];

    [Fact]
    public void There_are_factors_to_look_at() => Assert.True(Factors.Length >= 2);

    [Fact]
    public void Only_what_people_set_up_themselves_has_a_wizard() =>
        Assert.All(Factors, pair => Assert.Equal(pair.Factor.Use.HasFlag(FactorUse.Enrollable), pair.Pages.EnrollPage is not null));

    [Fact]
    public void Every_wizard_begins_on_a_page_of_its_step() =>
        Assert.All(Factors.Select(pair => pair.Pages.EnrollPage).OfType<string>(), page => Assert.Equal(typeof(SignInStep.EnrollMethod), StepOf(page)));

    [Fact]
    public void Every_proof_is_asked_for_on_a_page_of_its_step() => Assert.All(Factors, pair => Assert.Contains(
        StepOf(pair.Pages.ChallengePage),
        new[] { (FactorUse.First, typeof(SignInStep.ProveFirstFactor)), (FactorUse.Second, typeof(SignInStep.ProveSecondFactor)) }
            .Where(use => pair.Factor.Use.HasFlag(use.Item1)).Select(use => use.Item2)));

    [Fact]
    public void Every_picture_is_in_the_sprite()
    {
        var sprite = File.ReadAllText(Path.Combine(SourceTree.Web, "wwwroot", "icons.svg"));

        Assert.All(Factors, pair => Assert.Contains($"id=\"{pair.Pages.Icon}\"", sprite, StringComparison.Ordinal));
    }

    /// <summary>The step that the page's model is marked with; fails where the page or its model is missing.</summary>
    private static Type StepOf(string page)
    {
        Assert.True(File.Exists(Path.Combine(SourceTree.Web, page.TrimStart('/') + ".cshtml")), $"{page} is missing.");
        var model = typeof(IFactorPages).Assembly.GetType("IdentityServer.Web" + page.Replace('/', '.') + "Model", throwOnError: true)!;
        return Assert.IsType<IJourneyPage>(Assert.Single(model.GetCustomAttributes(), attribute => attribute is IJourneyPage), exactMatch: false).Step;
    }
}
