using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors.Push;

/// <summary>One browser signs in, another is the phone that approves.</summary>
public sealed class PushTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_phone_is_paired_by_its_QR_code_and_approves_sign_ins_by_their_number()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);

        await using var visit = await Visit.StartAsync(server);
        var request = await PushSteps.ReachNumberAsync(visit, company, person);
        await phone.SeesRequestAsync();
        Assert.Equal(company.ClientName, await phone.FactAsync("application"));
        Assert.Equal(company.Name, await phone.FactAsync("organization"));
        Assert.Equal(person.Email, await phone.FactAsync("account"));
        Assert.Contains(await phone.FactAsync("address"), new[] { "127.0.0.1", "::1" });
        Assert.Equal("Chrome, Linux", await phone.FactAsync("browser"));
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
        var tokens = await request.RedeemAsync();
        Assert.Equal("mfa", tokens.Acr);
        Assert.Equal(["mfa", "pwd", "swk"], tokens.Amr.Order(StringComparer.Ordinal));
    }
}
