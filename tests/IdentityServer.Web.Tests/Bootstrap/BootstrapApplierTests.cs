using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Factors.Totp;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

public sealed class BootstrapApplierTests : IDisposable
{
    private const string Organization = """{ "organizations": [{ "slug": "dmchosting", "displayName": "DMC Hosting" }]""";

    private readonly BootstrapWorld _world = new();

    private MemoryDatabase Database => _world.Database;

    [Fact]
    public async Task Brings_all_of_a_file_into_an_empty_database()
    {
        await ChangedAsync(SampleFiles.Complete);

        var organization = Database.Organizations.Single(o => o.Slug == "dmchosting");
        Assert.Equal(SecondFactorDemand.Required, organization.Policy.SecondFactor);
        Assert.Equal(new DateTime(2027, 1, 31, 0, 0, 0, DateTimeKind.Utc), organization.Policy.EnrollmentDeadlineUtc);
        Assert.Equal("#0a7d55", organization.Branding.Color);
        Assert.Equal("Nova ${escaped", Database.Organizations.Single(o => o.Slug == "nova").DisplayName);
        Assert.Equal(organization.Id, Database.Alice.HomeOrganizationId);
        Assert.Equal("+15145550163", Database.Alice.Phone);
        Assert.True(Database.Alice is { EmailVerified: true, PhoneVerified: true, SecondFactor: true });
        Assert.Equal(AccountState.Locked, Database.Accounts.Single(account => account.UserName == "bob").State);
        Assert.Equal(["administrator"], Database.Memberships.Single(m => m.OrganizationId == organization.Id).Roles);
        Assert.Equal(MembershipKind.Guest, Database.Memberships.Single(m => m.OrganizationId != organization.Id).Kind);
        Assert.Equal(["orders.read", "orders.write"], Database.Apis.Single().Scopes.Select(scope => scope.Name));
        Assert.Equal((organization.Id, "portal"), (Database.Invitations.Single().OrganizationId, Database.Invitations.Single().ClientId));
        var client = Database.Clients.Single();
        Assert.Equal(organization.Id, client.OrganizationId);
        Assert.Equal("Portail", client.Other!["client_name#fr"].GetString());
    }

    [Fact]
    public async Task Keeps_no_secret_as_it_stands_in_the_file()
    {
        await ChangedAsync(SampleFiles.Complete);

        Assert.True(SecretHash.Verify("portal secret", Database.Clients.Single().Secrets.Single().Hash));
        Assert.True(SecretHash.Verify("for introspection", Database.Apis.Single().SecretHash!));
        var password = Database.Methods.Single(method => method.FactorKey == "password");
        Assert.True(BootstrapWorld.Hashing.Verify(PasswordState.FromJson(_world.Secrets.Unprotect(password)).Hash, "correct horse battery", out _));
        var app = Database.Methods.Single(method => method.FactorKey == "authenticatorApp");
        Assert.Equal(SampleFiles.TotpSecret, Base32.Encode(TotpState.FromJson(_world.Secrets.Unprotect(app)).Secret));
        Assert.Equal((false, true), (password.IsDefault, app.IsDefault));
    }

    [Fact]
    public async Task Applied_twice_it_changes_nothing()
    {
        await ChangedAsync(SampleFiles.Complete);
        var (versions, states, secrets) = (Database.Accounts.Select(a => a.Version).ToList(), Database.Methods.Select(m => m.State).ToList(), Database.Clients.Single().Secrets);

        var outcome = await _world.ApplyAsync(SampleFiles.Complete);

        Assert.IsType<BootstrapOutcome.Unchanged>(outcome);
        Assert.Equal(1, Database.Saves);
        Assert.Equal(versions, Database.Accounts.Select(a => a.Version));
        Assert.Equal(states, Database.Methods.Select(m => m.State));
        Assert.Equal(secrets, Database.Clients.Single().Secrets);
        Assert.Single(Database.Audit);
    }

    [Fact]
    public async Task Notes_what_it_changed_without_any_secret()
    {
        var what = await ChangedAsync(SampleFiles.Complete);

        var entry = Assert.Single(Database.Audit);
        Assert.Equal((AuditEvents.ConfigurationApplied, true), (entry.Event, entry.Succeeded));
        Assert.Contains("client portal added", entry.Detail, StringComparison.Ordinal);
        Assert.Contains("account alice: password", what);
        Assert.DoesNotContain("portal secret", entry.Detail, StringComparison.Ordinal);
        Assert.True(entry.Detail!.Length <= 1000);
    }

    [Fact]
    public async Task Names_the_fields_that_changed_and_leaves_the_rest()
    {
        await ChangedAsync(SampleFiles.Complete);

        var what = await ChangedAsync("""
            { "organizations": [{ "slug": "dmchosting", "displayName": "DMC", "policy": { "skipsAllowed": 0 } }],
              "accounts": [{ "userName": "ALICE", "givenName": "Alicia", "password": "another good password" }] }
            """);

        Assert.Equal(["organization dmchosting: displayName, policy", "account ALICE: userName, givenName", "account ALICE: password"], what);
        var organization = Database.Organizations.Single(o => o.Slug == "dmchosting");
        Assert.Equal((0, SecondFactorDemand.Required, "fr"), (organization.Policy.SkipsAllowed, organization.Policy.SecondFactor, organization.Culture));
        Assert.Equal("alice@dmchosting.example", Database.Accounts.Single(account => account.GivenName == "Alicia").Email);
    }

    [Fact]
    public async Task Null_gives_a_field_its_default_back()
    {
        await ChangedAsync(SampleFiles.Complete);

        await ChangedAsync("""
            { "organizations": [{ "slug": "dmchosting", "displayName": "DMC Hosting", "branding": null, "policy": { "enrollmentDeadline": null } }],
              "accounts": [{ "userName": "alice", "phone": null }] }
            """);

        var organization = Database.Organizations.Single(o => o.Slug == "dmchosting");
        Assert.Equal((null, null), (organization.Branding.Color, organization.Policy.EnrollmentDeadlineUtc));
        Assert.Equal(3, organization.Policy.SkipsAllowed);
        Assert.Equal((null, false), (Database.Alice.Phone, Database.Alice.PhoneVerified));
    }

    [Theory]
    [InlineData("""{ "accounts": [{ "userName": "a", "organization": "nowhere" }]}""", "accounts[0].organization", "there is no organization \"nowhere\"")]
    [InlineData("""{ "accounts": [{ "userName": "a", "memberships": [{ "organization": "nowhere" }] }]}""", "accounts[0].memberships[0].organization", "there is no organization")]
    [InlineData("""{ "clients": [{ "client_id": "c", "organization": "nowhere", "grant_types": ["client_credentials"], "client_secret": "x" }]}""", "clients[0].organization", "there is no organization")]
    [InlineData("""{ "clients": [{ "client_id": "c", "scope": "openid nothing", "grant_types": ["client_credentials"], "client_secret": "x" }]}""", "clients[0].scope", "there is no scope \"nothing\"")]
    [InlineData("""{ "clients": [{ "client_id": "c", "grant_types": ["client_credentials"] }]}""", "clients[0].client_id", "needs a client_secret")]
    [InlineData("""{ "invitations": [{ "organization": "nova", "email": "r@x.example", "client_id": "nobody" }]}""", "invitations[0].client_id", "there is no client \"nobody\"")]
    [InlineData("""{ "accounts": [{ "userName": "eve", "email": "ALICE@dmchosting.example" }]}""", "accounts[0].email", "this belongs to the account alice")]
    [InlineData("""{ "accounts": [{ "userName": "eve", "phone": "+15145550163" }]}""", "accounts[0].phone", "this belongs to the account alice")]
    [InlineData("""{ "organizations": [{ "slug": "eve", "displayName": "Eve", "domains": ["dmchosting.example"] }]}""", "organizations[0].domains", "belongs to the organization dmchosting")]
    [InlineData("""{ "apis": [{ "resource": "https://eve.example", "displayName": "Eve", "scopes": [{ "name": "orders.read" }] }]}""", "apis[0].scopes", "belongs to the API https://api.dmchosting.example")]
    [InlineData("""{ "organizations": [{ "slug": "nova", "displayName": "Nova", "policy": { "requiredMethods": ["push"], "allowedMethods": ["sms"] } }]}""", "organizations[0].policy", "requiredMethods holds \"push\"")]
    public async Task Refuses_what_does_not_fit_the_database_and_changes_nothing(string json, string path, string sentence)
    {
        await ChangedAsync(SampleFiles.Complete);

        var outcome = await _world.ApplyAsync(json);

        var problem = Assert.Single(Assert.IsType<BootstrapOutcome.Problems>(outcome).List);
        Assert.Equal((1, path), (problem.Line, problem.Path));
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, Database.Saves);
    }

    [Fact]
    public async Task One_bad_entry_keeps_the_good_ones_out()
    {
        var outcome = await _world.ApplyAsync(Organization + """, "accounts": [{ "userName": "a" }, { "userName": "b", "organization": "nowhere" }] }""");

        Assert.IsType<BootstrapOutcome.Problems>(outcome);
        Assert.Empty(Database.Organizations);
        Assert.Empty(Database.Accounts);
        Assert.Empty(Database.Audit);
    }

    [Fact]
    public async Task Looks_again_when_another_node_was_quicker()
    {
        Database.Refusals.Enqueue(new SaveOutcome.Taken("slug"));

        var outcome = await _world.ApplyAsync(Organization + "}");

        Assert.IsType<BootstrapOutcome.Changed>(outcome);
        Assert.Equal(2, Database.Saves);
        Assert.Single(Database.Organizations);
        Assert.Single(Database.Audit);
    }

    [Fact]
    public async Task Gives_up_when_a_value_stays_taken_and_says_which()
    {
        for (var i = 0; i < 3; i++) Database.Refusals.Enqueue(new SaveOutcome.Taken("email"));

        var outcome = await _world.ApplyAsync(Organization + "}");

        var problem = Assert.Single(Assert.IsType<BootstrapOutcome.Problems>(outcome).List);
        Assert.Equal("bootstrap.json: one of the values of email belongs to somebody else", problem.ToString());
        Assert.Empty(Database.Organizations);
    }

    [Fact]
    public async Task A_changed_password_or_secret_replaces_the_one_before()
    {
        await ChangedAsync(SampleFiles.Complete);

        await ChangedAsync(SampleFiles.Complete
            .Replace("correct horse battery", "staple staple staple", StringComparison.Ordinal)
            .Replace("portal secret", "new portal secret", StringComparison.Ordinal)
            .Replace(SampleFiles.TotpSecret, "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U", StringComparison.Ordinal));

        var password = Database.Methods.Single(method => method.FactorKey == "password");
        Assert.True(BootstrapWorld.Hashing.Verify(PasswordState.FromJson(_world.Secrets.Unprotect(password)).Hash, "staple staple staple", out _));
        Assert.Equal(2, Database.Methods.Count);
        var secret = Database.Clients.Single().Secrets.Single().Hash;
        Assert.Equal((true, false), (SecretHash.Verify("new portal secret", secret), SecretHash.Verify("portal secret", secret)));
    }

    [Fact]
    public async Task Two_secrets_of_a_client_may_be_valid_while_it_changes_over()
    {
        const string Client = """{ "clients": [{ "client_id": "c", "grant_types": ["client_credentials"], "client_secrets": [{ "client_secret": "old", "expires_at": "2027-01-31T12:00:00+01:00" }, "new"] }] }""";

        await ChangedAsync(Client);

        var secrets = Database.Clients.Single().Secrets;
        Assert.Equal([new DateTime(2027, 1, 31, 11, 0, 0, DateTimeKind.Utc), null], secrets.Select(secret => secret.ExpiresUtc));
        Assert.IsType<BootstrapOutcome.Unchanged>(await _world.ApplyAsync(Client));
    }

    [Fact]
    public async Task A_client_entry_states_all_of_the_client_but_its_secret()
    {
        await ChangedAsync(SampleFiles.Complete);
        var secrets = Database.Clients.Single().Secrets;

        var what = await ChangedAsync("""{ "clients": [{ "client_id": "portal", "grant_types": ["client_credentials"], "scope": "orders.read" }] }""");

        var client = Database.Clients.Single();
        Assert.StartsWith("client portal: ", Assert.Single(what), StringComparison.Ordinal);
        Assert.Equal((0, null, null), (client.RedirectUris.Count, client.ClientName, client.OrganizationId));
        Assert.Equal(secrets, client.Secrets);
    }

    [Fact]
    public async Task An_invitation_that_was_accepted_is_not_sent_again()
    {
        await ChangedAsync(Organization + """, "accounts": [{ "userName": "roger", "email": "roger@yahoo.example", "memberships": [{ "organization": "dmchosting" }] }] }""");

        var outcome = await _world.ApplyAsync("""{ "invitations": [{ "organization": "dmchosting", "email": "Roger@yahoo.example" }] }""");

        Assert.IsType<BootstrapOutcome.Unchanged>(outcome);
    }

    [Fact]
    public async Task A_trusted_authority_is_recognised_by_its_certificate()
    {
        var file = Organization + $$""", "trustedAuthorities": [{ "organization": "dmchosting", "certificate": "{{TestAuthority.Pem.ReplaceLineEndings("\\n")}}", "crl": null, "mapping": "MAPPING" }] }""";
        await ChangedAsync(file.Replace("MAPPING", "principalName", StringComparison.Ordinal));

        var again = await _world.ApplyAsync(file.Replace("MAPPING", "principalName", StringComparison.Ordinal).Replace("END CERTIFICATE-----", "END CERTIFICATE-----\\n\\n", StringComparison.Ordinal));
        var what = await ChangedAsync(file.Replace("MAPPING", "email", StringComparison.Ordinal));

        Assert.IsType<BootstrapOutcome.Unchanged>(again);
        Assert.Equal(["trusted authority of dmchosting: mapping"], what);
        Assert.Equal("email", Assert.Single(Database.Authorities).Mapping);
    }

    [Fact]
    public void A_certificate_that_is_no_authoritys_is_refused()
    {
        var file = $$"""{ "trustedAuthorities": [{ "organization": "o", "certificate": "{{TestAuthority.LeafPem.ReplaceLineEndings("\\n")}}" }] }""";

        var problem = Assert.Single(Assert.IsType<BootstrapParsing.Problems>(BootstrapWorld.Read(file)).List);

        Assert.Contains("not an authority's", problem.Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private async Task<IReadOnlyList<string>> ChangedAsync(string json) => Assert.IsType<BootstrapOutcome.Changed>(await _world.ApplyAsync(json)).What;
}
