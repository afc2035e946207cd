using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.SecurityQuestions;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Recovery;

/// <summary>Security questions that somebody has answered.</summary>
internal static class Answers
{
    public static async Task AddAsync(ServerFixture server, Person person, params (string Question, string Answer)[] answers)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var account = await services.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken);
        services.GetRequiredService<IMethodStore>().Add(new Method
        {
            Id = Guid.CreateVersion7(),
            AccountId = account!.Id,
            FactorKey = SecurityQuestionsFactor.FactorKey,
            State = await services.GetRequiredService<SecurityQuestionsFactor>()
                .StateForAsync(answers.ToDictionary(pair => pair.Question, pair => Answer.Normalize(pair.Answer)!), TestContext.Current.CancellationToken),
            CreatedUtc = server.Clock.GetUtcNow().UtcDateTime,
        });
        Assert.IsType<SaveOutcome.Saved>(await services.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
    }
}
