using System.Globalization;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.Phone;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>What tests of sent codes do on pages, and what they need beforehand.</summary>
internal static class CodePages
{
    private static int _phones = 1000;

    /// <summary>A number in Montreal that no other test has.</summary>
    public static string NewNumber() => "+1514555" + Interlocked.Increment(ref _phones).ToString(CultureInfo.InvariantCulture);

    /// <summary>The wizard's first page: country, number, text or call.</summary>
    public static async Task GiveNumberAsync(Visit visit, string country, string number, string way)
    {
        await visit.SeesAsync("Phone");
        await visit.Field("Country or region").SelectOptionAsync(country);
        await visit.TypeAsync("Phone number", number);
        await visit.Page.GetByRole(AriaRole.Radio, new() { NameRegex = Labels.Whole(visit.Text(way)) }).CheckAsync();
        await visit.PressAsync("Next");
    }

    public static async Task EnterAsync(Visit visit, string code, string button)
    {
        await visit.TypeAsync("Enter code", code);
        await visit.PressAsync(button);
    }

    /// <summary>Another code than this one.</summary>
    public static string WrongFor(string code) => code[..^1] + (char)('0' + (code[^1] - '0' + 1) % 10);

    public static async Task AddPhoneAsync(ServerFixture server, Person person, string number, bool isDefault = true)
    {
        await AddMethodAsync(server, person, TextFactor.FactorKey, services => services.GetRequiredService<TextFactor>().Seal(number), isDefault);
        await AddMethodAsync(server, person, CallFactor.FactorKey, services => services.GetRequiredService<CallFactor>().Seal(number));
    }

    public static Task AddMailboxAsync(ServerFixture server, Person person) =>
        AddMethodAsync(server, person, EmailFactor.FactorKey, services => services.GetRequiredService<EmailFactor>().Seal(person.Email));

    /// <summary>The keys of what an account has registered.</summary>
    public static async Task<IReadOnlyList<string>> MethodsOfAsync(ServerFixture server, Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<IAccountStore>();
        var account = await accounts.FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken);
        var read = await accounts.ReadPersonAsync(account!.Id, null, TestContext.Current.CancellationToken);
        return [.. read!.Methods.Select(method => method.FactorKey).Order(StringComparer.Ordinal)];
    }

    private static async Task AddMethodAsync(ServerFixture server, Person person, string factorKey, Func<IServiceProvider, string> seal, bool isDefault = false)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var account = await services.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken);
        services.GetRequiredService<IMethodStore>().Add(new Method
        {
            Id = Guid.CreateVersion7(),
            AccountId = account!.Id,
            FactorKey = factorKey,
            State = seal(services),
            IsDefault = isDefault,
            CreatedUtc = server.Clock.GetUtcNow().UtcDateTime,
        });
        Assert.IsType<SaveOutcome.Saved>(await services.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
    }
}
