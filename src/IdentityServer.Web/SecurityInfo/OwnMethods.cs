using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>What the current account has registered, as its owner sees it; and what of it may go.</summary>
internal sealed class OwnMethods(
    CurrentAccount current, FactorCatalog factors, IOrganizationStore organizations, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <summary>The default first, what is kept for an emergency last. A password is no method among these: it has pages of its own.</summary>
    public IReadOnlyList<OwnMethod> List() =>
    [
        .. current.Person.Methods
            .Where(method => factors.Has(method.FactorKey) && factors.Find(method.FactorKey).Use is var use && use != FactorUse.First)
            .GroupBy(method => (factors.Find(method.FactorKey).SetUpWith, Thing: ThingOf(method)))
            .Select(group => Describe([.. group.OrderBy(method => method.CreatedUtc).ThenBy(method => method.FactorKey, StringComparer.Ordinal)]))
            .OrderByDescending(own => own.IsDefault).ThenBy(own => own.IsSpare).ThenBy(own => own.AddedUtc).ThenBy(own => own.First.Id),
    ];

    /// <summary>Null where the account has no such method.</summary>
    public OwnMethod? Find(Guid id) => List().FirstOrDefault(own => own.Ids.Contains(id));

    /// <summary>Whether it may go, by the policies of all that the account belongs to.</summary>
    public async Task<RemovalVerdict> JudgeAsync(OwnMethod own, CancellationToken ct) => Judge(own, await organizations.ListOfAsync(current.Account.Id, ct));

    /// <summary>As the other, with "Delete" left out where nothing that could be set up would change the refusal: answers that policy asks for.</summary>
    public IReadOnlyList<OwnMethod> List(IReadOnlyList<(Organization, Membership)> ties) =>
        [.. List().Select(own => own with { CanBeDeleted = factors.Find(own.First.FactorKey).Use.HasFlag(FactorUse.Second) || Judge(own, ties) is RemovalVerdict.Allowed })];

    private RemovalVerdict Judge(OwnMethod own, IReadOnlyList<(Organization, Membership)> ties) =>
        MethodRemoval.Judge(current.Person, own.Ids, ties, factors.All, clock.GetUtcNow().UtcDateTime);

    /// <summary>Ways to prove one's phone are one thing; two keys are two.</summary>
    private string ThingOf(Method method)
    {
        var factor = factors.Find(method.FactorKey);
        return factor.MostPerAccount > 1 ? method.Id.ToString("N") : factors.PagesOf(method.FactorKey).TargetOf(method) ?? method.Id.ToString("N");
    }

    private OwnMethod Describe(IReadOnlyList<Method> methods)
    {
        var factor = factors.Find(methods[0].FactorKey);
        var pages = factors.PagesOf(methods[0].FactorKey);
        var isAccepted = !factor.Use.HasFlag(FactorUse.Second) || (current.Organization?.Policy.AllowedMethods.Contains(factor.Key) ?? true);
        return new OwnMethod(methods, pages, pages.TargetOf(methods[0]))
        {
            Details = [.. pages.DetailsOf(methods[0], texts)],
            IsAccepted = isAccepted,
            IsSpare = factor.Use.HasFlag(FactorUse.Spare),
            CanBeReplaced = isAccepted && pages.EnrollPage is not null && factor.Use.HasFlag(FactorUse.Enrollable) && factor.MostPerAccount == 1
                && factor.IsReadyFor(current.Organization) && factor.CanBeSetUpBy(current.Account),
            CanBeDefault = current.Facts.Methods.Any(usable => usable.Id == methods[0].Id) && !factor.Use.HasFlag(FactorUse.Spare),
        };
    }
}
