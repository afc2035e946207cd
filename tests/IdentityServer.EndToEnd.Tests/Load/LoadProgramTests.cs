using IdentityServer.EndToEnd.Tests.Support;

namespace IdentityServer.EndToEnd.Tests.Load;

/// <summary>The program that measures goes through pages and endpoints by itself: what changes in them must not break it.</summary>
public sealed class LoadProgramTests
{
    private const int Operations = 9;
    private const int LinesOfHead = 2;

    [Fact]
    public async Task A_short_run_of_the_load_program_gets_through_all_operations()
    {
        await using var program = ProgramRun.Start(Checkout.Load, ["--smoke"], []);

        var code = await program.EndAsync(TimeSpan.FromMinutes(5));

        Assert.True(code == 0, program.ToString());
        Assert.Equal(LinesOfHead + Operations, program.Output.Split('\n').Count(line => line.StartsWith('|')));
        Assert.Contains("sign-ins at once", program.Output, StringComparison.Ordinal);
    }
}
