using System.Globalization;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;

namespace IdentityServer.Web.Factors.TemporaryAccessPass;

/// <summary>The program's command <c>issue-pass NAME --reason TEXT</c>: the way in for the first administrator, and for whoever is locked out.</summary>
internal static class PassCommand
{
    public const string Name = "issue-pass";

    private const int Done = 0, Failed = 1, WrongUsage = 2;

    private const string Usage =
        """
        Usage: IdentityServer.Web issue-pass NAME --reason TEXT [--minutes 10..43200] [--length 8..48] [--many]
               writes a temporary access pass for the account with this e-mail, phone or user name
        """;

    /// <summary>The result is the program's exit code.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (Read(args) is not { } asked)
        {
            await error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        if (asked.Request.Problem is { } problem)
        {
            await error.WriteLineAsync(problem);
            return Failed;
        }

        await using var scope = services.CreateAsyncScope();
        var passes = scope.ServiceProvider.GetRequiredService<TemporaryAccessPasses>();
        if (AccountIdentifier.Parse(asked.Account) is not { } identifier
            || await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(identifier, ct) is not { } account
            || await passes.IssueAsync(account, asked.Request, new PassIssuer("command line", null, null, new Visitor(null, null)), ct) is not { } pass)
        {
            await error.WriteLineAsync($"There is no active account {asked.Account}.");
            return Failed;
        }

        await output.WriteLineAsync(pass);
        return Done;
    }

    private static (string Account, PassRequest Request)? Read(string[] args)
    {
        var request = new PassRequest("");
        string? account = null;
        for (var i = 1; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--many":
                    request = request with { Once = false };
                    break;
                case "--reason" when value is not null:
                    request = request with { Reason = args[++i] };
                    break;
                case "--minutes" when int.TryParse(value, CultureInfo.InvariantCulture, out var minutes):
                    request = request with { Lifetime = TimeSpan.FromMinutes(minutes) };
                    i++;
                    break;
                case "--length" when int.TryParse(value, CultureInfo.InvariantCulture, out var length):
                    request = request with { Length = length };
                    i++;
                    break;
                case var name when account is null && !name.StartsWith("--", StringComparison.Ordinal):
                    account = name;
                    break;
                default:
                    return null;
            }
        }

        return account is null ? null : (account, request);
    }
}
