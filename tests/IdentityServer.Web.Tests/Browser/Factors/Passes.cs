using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Factors.TemporaryAccessPass;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>Passes as an administrator issues them.</summary>
internal static class Passes
{
    public static async Task<string> IssueAsync(ServerFixture server, Person person, PassRequest? request = null)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var ct = TestContext.Current.CancellationToken;
        var account = await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.Email)!, ct);
        var pass = await scope.ServiceProvider.GetRequiredService<TemporaryAccessPasses>().IssueAsync(
            account!, request ?? new PassRequest("lost phone"), new PassIssuer("test", null, null, new Visitor(null, null)), ct);
        return pass!;
    }
}
