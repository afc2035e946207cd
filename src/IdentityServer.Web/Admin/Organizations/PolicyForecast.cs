using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>Whom a policy would interrupt at their next sign-in, among all who belong to the organization.</summary>
internal sealed class PolicyForecast(IAccountDirectory directory, FactorCatalog factors, TimeProvider clock)
{
    /// <summary>So many are named of each kind; all are counted.</summary>
    public const int MostNames = 20;

    public async Task<IReadOnlyList<ForecastGroup>> ReadAsync(Organization organization, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = Enum.GetValues<Interruption>().ToDictionary(kind => kind, _ => (Count: 0, Names: new List<string>()));
        await foreach (var person in directory.ReadMembersAsync(organization.Id, ct))
        {
            var kind = InterruptionForecast.Of(person, organization, factors.All, now);
            var (count, names) = found[kind];
            if (names.Count < MostNames) names.Add(person.Account.DisplayName);
            found[kind] = (count + 1, names);
        }

        return [.. found.Select(group => new ForecastGroup(group.Key, group.Value.Count, group.Value.Names))];
    }
}

/// <param name="Names">The first of them.</param>
internal sealed record ForecastGroup(Interruption Kind, int Count, IReadOnlyList<string> Names);
