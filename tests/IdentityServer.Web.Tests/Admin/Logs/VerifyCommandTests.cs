using System.Runtime.Versioning;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Admin.Logs;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Admin.Logs;

[SupportedOSPlatform("linux")]
public sealed class VerifyCommandTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_that_the_log_is_sound_and_where_it_ends()
    {
        await server.AddCompanyAsync(new CompanyWishes());
        await SealAsync();

        var (code, text) = await RunAsync();
        var end = text.Split("It ends at ")[1].Trim().TrimEnd('.');

        Assert.Equal(VerifyCommand.Sound, code);
        Assert.StartsWith("The audit log is sound.", text, StringComparison.Ordinal);
        Assert.Equal(VerifyCommand.Sound, (await RunAsync(end)).Code);
    }

    [Fact]
    public async Task Says_that_the_log_is_not_what_was_noted()
    {
        await server.AddCompanyAsync(new CompanyWishes());
        await SealAsync();

        var (code, text) = await RunAsync($"1:{new string('0', 64)}");

        Assert.Equal(VerifyCommand.NotSound, code);
        Assert.Contains("Entry 1 is not the one that was noted", text, StringComparison.Ordinal);
        Assert.Contains("NOT sound: 1 problem", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("1:abc")]
    [InlineData("0:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:zz00000000000000000000000000000000000000000000000000000000000000")]
    public async Task Tells_how_to_use_it(string argument) => Assert.Equal(VerifyCommand.WrongUsage, (await RunAsync(argument)).Code);

    private async Task SealAsync() => await server.Services.GetRequiredService<IAuditChain>().SealAsync(1000, Ct);

    private async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        using var text = new StringWriter();
        var code = await VerifyCommand.RunAsync(server.Services, [VerifyCommand.Name, .. arguments], text, text, Ct);
        return (code, text.ToString());
    }
}
