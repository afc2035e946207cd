using System.Reflection;
using System.Runtime.CompilerServices;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Guests;
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
        Assert.All(Factors.Select(pair => pair.Pages.EnrollPage).OfType<string>(), page => Assert.Contains(typeof(SignInStep.EnrollMethod), StepsOf(page)));

    [Fact]
    public void Every_proof_is_asked_for_on_a_page_of_the_steps_that_ask_for_it() =>
        // A guest's code is nobody's method: it opens a sign-in, and strengthens none.
        Assert.All(Factors.Where(pair => (pair.Factor.Use & (FactorUse.First | FactorUse.Second)) != 0 && pair.Factor.Key != GuestCode.FactorKey), pair =>
            Assert.Contains(typeof(SignInStep.ProveSecondFactor), StepsOf(pair.Pages.ChallengePage!)));

    [Theory]
    [InlineData("password")]
    [InlineData(GuestCode.FactorKey)]
    public void What_opens_a_sign_in_is_asked_for_on_a_page_of_that_step(string key) =>
        Assert.Contains(typeof(SignInStep.ProveFirstFactor), StepsOf(Assert.Single(Factors, pair => pair.Factor.Key == key).Pages.ChallengePage!));

    [Fact]
    public void Every_picture_is_in_the_sprite()
    {
        var sprite = File.ReadAllText(Path.Combine(SourceTree.Web, "wwwroot", "icons.svg"));

        Assert.All(Factors, pair => Assert.Contains($"id=\"{pair.Pages.Icon}\"", sprite, StringComparison.Ordinal));
    }

    /// <summary>The steps that the page's model is marked with; fails where the page or its model is missing.</summary>
    private static IReadOnlyList<Type> StepsOf(string page)
    {
        Assert.True(File.Exists(Path.Combine(SourceTree.Web, page.TrimStart('/') + ".cshtml")), $"{page} is missing.");
        var model = typeof(IFactorPages).Assembly.GetType("IdentityServer.Web" + page.Replace('/', '.') + "Model", throwOnError: true)!;
        return Assert.IsType<JourneyPageAttribute>(Assert.Single(model.GetCustomAttributes(), attribute => attribute is JourneyPageAttribute), exactMatch: false).Steps;
    }
}
