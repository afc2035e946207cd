using System.Globalization;
using IdentityServer.Load.Operations;

namespace IdentityServer.Load;

/// <summary>The figures as a Markdown table.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>What a bare RS256 signature cost where the budgets were set: CPU-seconds per 1,000.</summary>
    private const double Rs256OfBudgets = 0.26;

    public void Begin(double rs256, double es256)
    {
        Write($"1,000 bare signatures now: RS256 {rs256:0.000} CPU-s, ES256 {es256:0.000} CPU-s. Where the budgets were set: RS256 {Rs256OfBudgets:0.000}.");
        Write("");
        Write("| operation, per 1,000 | CPU-s server | CPU-s database | together | budget | together, as multiple of a bare RS256 | budget, as that | at the budgets' speed |");
        Write("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    public void Add(Operation operation, Cost cost, double rs256)
    {
        var ratio = cost.Total / rs256;
        Write($"| {operation.Name} | {cost.Server:0.000} | {cost.Database:0.000} | {cost.Total:0.000} | {operation.Budget:0.00} | {ratio:0.00} | {operation.Budget / Rs256OfBudgets:0.00} | {ratio * Rs256OfBudgets:0.000} |");
    }

    public void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private void Write(string line) => output.WriteLine(line);
}
