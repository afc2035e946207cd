using System.Runtime.Versioning;
using System.Text.Json;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Bootstrap.Sections;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

[SupportedOSPlatform("linux")]
public sealed class BootstrapDatabaseTests
{
    private static readonly string File = SampleFiles.Complete[..SampleFiles.Complete.LastIndexOf('}')]
        + $$""", "trustedAuthorities": [{ "organization": "nova", "certificate": "{{TestAuthority.Pem.ReplaceLineEndings("\\n")}}", "crl": null, "mapping": "email" }] }""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Applied_twice_it_changes_nothing_in_the_database()
    {
        await using var world = await DatabaseWorld.CreateAsync();
        Assert.IsType<BootstrapOutcome.Changed>(await world.ApplyAsync(File));
        var before = await VersionsAsync(world);

        var outcome = await world.ApplyAsync(File);

        Assert.IsType<BootstrapOutcome.Unchanged>(outcome);
        Assert.Equal(before, await VersionsAsync(world));
    }

    [Fact]
    public async Task An_export_gives_the_same_in_another_database_with_another_key()
    {
        await using var first = await DatabaseWorld.CreateAsync();
        await using var second = await DatabaseWorld.CreateWithOwnKeyAsync();
        await first.ApplyAsync(File);

        var export = await first.ExportAsync();
        Assert.IsType<BootstrapOutcome.Changed>(await second.ApplyAsync(export));

        Assert.Equal(export, await second.ExportAsync());
        Assert.IsType<BootstrapOutcome.Unchanged>(await second.ApplyAsync(File));
    }

    [Fact]
    public async Task A_later_file_changes_what_it_names()
    {
        await using var world = await DatabaseWorld.CreateAsync();
        await world.ApplyAsync(File);

        var outcome = await world.ApplyAsync("""
            { "organizations": [{ "slug": "nova", "displayName": "Nova SA" }],
              "accounts": [{ "userName": "alice", "email": "alice.martin@dmchosting.example", "state": "archived", "password": "another good password",
                             "memberships": [{ "organization": "nova", "kind": "member", "roles": ["writer"] }] }],
              "apis": [{ "resource": "https://api.dmchosting.example", "displayName": "Orders" }],
              "clients": [{ "client_id": "portal", "redirect_uris": ["https://portal.example/cb"], "scope": "openid" }] }
            """);

        Assert.IsType<BootstrapOutcome.Changed>(outcome);
        using var export = JsonDocument.Parse(await world.ExportAsync());
        var alice = export.RootElement.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("userName").GetString() == "alice");
        Assert.Equal("alice.martin@dmchosting.example", alice.GetProperty("email").GetString());
        Assert.Equal("archived", alice.GetProperty("state").GetString());
        Assert.Equal("member", alice.GetProperty("memberships")[0].GetProperty("kind").GetString());
        Assert.Equal("writer", alice.GetProperty("memberships")[0].GetProperty("roles")[0].GetString());
        Assert.Equal("https://portal.example/cb", export.RootElement.GetProperty("clients")[0].GetProperty("redirect_uris")[0].GetString());
        Assert.Empty(export.RootElement.GetProperty("apis")[0].GetProperty("scopes").EnumerateArray());
    }

    [Fact]
    public async Task A_name_taken_at_the_last_moment_leaves_nothing_of_the_file_behind()
    {
        var race = new LateComer();
        await using var world = await DatabaseWorld.CreateAsync(race);
        race.World = world;

        var outcome = await world.ApplyAsync(File);

        var problem = Assert.Single(Assert.IsType<BootstrapOutcome.Problems>(outcome).List);
        Assert.EndsWith("this belongs to the account latecomer", problem.Sentence, StringComparison.Ordinal);
        Assert.Equal("accounts[0].email", problem.Path);
        Assert.Empty(await world.ReadAsync((IOrganizationRegistry registry) => registry.ListAsync(Ct)));
        Assert.Empty(await world.ReadAsync((IClientRegistry registry) => registry.ListAsync(Ct)));
    }

    [Fact]
    public async Task Nodes_that_start_together_apply_one_file_once()
    {
        await using var world = await DatabaseWorld.CreateAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.ApplyAsync(File), Ct)));

        Assert.All(outcomes, outcome => Assert.IsNotType<BootstrapOutcome.Problems>(outcome));
        Assert.Single(outcomes, outcome => outcome is BootstrapOutcome.Changed);
        Assert.Equal(2, (await world.ReadAsync((IOrganizationRegistry registry) => registry.ListAsync(Ct))).Count);
    }

    private static async Task<string> VersionsAsync(DatabaseWorld world)
    {
        var organizations = await world.ReadAsync((IOrganizationRegistry registry) => registry.ListAsync(Ct));
        var accounts = await world.ReadAsync(async (IAccountStore store) => await store.ListAllAsync(Ct).ToListAsync(Ct));
        return string.Join(' ', organizations.Select(o => o.Version).Concat(accounts.Select(a => a.Account.Version)))
            + string.Join(' ', accounts.SelectMany(a => a.Methods).Select(method => method.State));
    }

    /// <summary>Takes alice's address once the plan is made.</summary>
    private sealed class LateComer : IBootstrapSection
    {
        private bool _came;

        internal DatabaseWorld? World { get; set; }

        public string Name => "latecomer";

        public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
        {
            if (_came) return;

            _came = true;
            var account = AccountOf("latecomer", "ALICE@dmchosting.example", plan.NowUtc);
            await World!.SaveAsync((IAccountStore store) => store.Add(account));
        }

        public Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct) => Task.CompletedTask;

        private static Account AccountOf(string userName, string email, DateTime nowUtc) =>
            new() { Id = Guid.CreateVersion7(), UserName = userName, Email = email, CreatedUtc = nowUtc, UpdatedUtc = nowUtc };
    }
}
