using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Overview;

/// <summary>How things stand, for those who look after them.</summary>
[ConsolePage(Permissions.ReadAccounts)]
internal sealed class IndexModel(CurrentActor current, IOverviewReader reader, FactorCatalog factors, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    public const int Days = 30;

    /// <summary>Null for those who may not read the logs.</summary>
    public DayChart? Chart { get; private set; }

    public FunnelFigures Funnel { get; private set; } = new(0, 0, 0, 0, 0);

    public IReadOnlyList<ShareBar> Steps { get; private set; } = [];

    public IReadOnlyList<ShareBar> Methods { get; private set; } = [];

    public bool MayCreateAccounts => current.Rights.MaySomewhere(Permissions.ChangeAccounts);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (accounts, logs) = (current.Rights.ReachOf(Permissions.ReadAccounts), current.Rights.ReachOf(Permissions.ReadLogs));
        if (!logs.IsNothing) Chart = new DayChart(await reader.CountDaysAsync(logs, today.AddDays(1 - Days), today, ct));

        var figures = await reader.CountAccountsAsync(accounts, KeysOf(), ct);
        Funnel = figures.Funnel;
        Steps =
        [
            new(texts["Accounts"], Funnel.Accounts, Funnel.Accounts),
            new(texts["With a password"], Funnel.WithPassword, Funnel.Accounts),
            new(texts["Asked for a second factor"], Funnel.Asked, Funnel.Accounts),
            new(texts["With a second factor"], Funnel.WithSecondFactor, Funnel.Accounts),
            new(texts["Safe from phishing"], Funnel.PhishingResistant, Funnel.Accounts),
        ];
        Methods =
        [
            .. figures.Factors
                .Where(figure => factors.Has(figure.FactorKey))
                .Select(figure => new ShareBar(texts[factors.PagesOf(figure.FactorKey).Name], figure.Accounts, Funnel.Accounts)),
        ];
    }

    private FunnelFactors KeysOf() => new(
        PasswordFactor.FactorKey,
        [.. factors.All.Where(factor => factor.Use.HasFlag(FactorUse.Second) && !factor.Use.HasFlag(FactorUse.Spare)).Select(factor => factor.Key)],
        [.. factors.All.Where(factor => factor.Resistance is not Resistance.None).Select(factor => factor.Key)]);
}
