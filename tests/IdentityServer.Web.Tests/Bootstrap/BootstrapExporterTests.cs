using System.Text.Json;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Bootstrap.Entries;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

public sealed class BootstrapExporterTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_it_writes_gives_the_same_in_another_database_with_another_key(bool withSecrets)
    {
        using var first = new BootstrapWorld(new MemoryDatabase("first"));
        using var second = new BootstrapWorld(new MemoryDatabase("second"));
        await first.ApplyAsync(WithAuthority(SampleFiles.Complete));

        var file = await first.ExportAsync(withSecrets);
        Assert.IsType<BootstrapOutcome.Changed>(await second.ApplyAsync(file));

        Assert.Equal(file, await second.ExportAsync(withSecrets));
        Assert.IsType<BootstrapOutcome.Unchanged>(await second.ApplyAsync(file));
        Assert.IsType<BootstrapOutcome.Unchanged>(await first.ApplyAsync(file));
        Assert.Equal(withSecrets ? 2 : 1, second.Database.Methods.Count);
    }

    [Fact]
    public async Task The_first_file_finds_its_passwords_and_secrets_in_what_the_export_made()
    {
        using var first = new BootstrapWorld(new MemoryDatabase("first"));
        using var second = new BootstrapWorld(new MemoryDatabase("second"));
        await first.ApplyAsync(SampleFiles.Complete);
        await second.ApplyAsync(await first.ExportAsync(withSecrets: true));

        var outcome = await second.ApplyAsync(SampleFiles.Complete);

        Assert.IsType<BootstrapOutcome.Unchanged>(outcome);
    }

    [Fact]
    public async Task Writes_hashes_and_leaves_authenticator_secrets_out_unless_asked()
    {
        using var world = new BootstrapWorld();
        await world.ApplyAsync(SampleFiles.Complete);

        var plain = await world.ExportAsync();
        var withSecrets = await world.ExportAsync(withSecrets: true);

        foreach (var secret in new[] { "correct horse battery", "portal secret", "for introspection" }) Assert.DoesNotContain(secret, withSecrets, StringComparison.Ordinal);
        Assert.DoesNotContain("totpSecret", plain, StringComparison.Ordinal);
        Assert.Contains($"\"totpSecret\": \"{SampleFiles.TotpSecret}\"", withSecrets, StringComparison.Ordinal);
        Assert.Contains("\"password\": \"AQAAAA", plain, StringComparison.Ordinal);
        Assert.Contains("\"client_secret\": \"sha256$", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_the_lists_of_the_specification_even_when_there_is_nothing()
    {
        using var world = new BootstrapWorld();

        using var json = JsonDocument.Parse(await world.ExportAsync());

        Assert.Equal(["accounts", "apis", "clients", "invitations", "organizations", "trustedAuthorities"], json.RootElement.EnumerateObject().Select(list => list.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_can_state_everything_that_a_policy_has()
    {
        var properties = typeof(Policy).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name).Replace("Utc", "", StringComparison.Ordinal));

        Assert.Equal(properties.Order(), PolicyShape.Fields.Names.Order());
    }

    [Fact]
    public void A_file_can_state_everything_that_an_organization_has()
    {
        var properties = typeof(Organization).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

        // Authorities have a list of their own in the file.
        Assert.Equal(properties.Except(["id", "version", "authorities"]).Order(), OrganizationEntry.Shape.Names.Order());
    }

    [Fact]
    public void The_documentation_names_every_field()
    {
        string[] names =
        [
            .. OrganizationEntry.Shape.Names, .. PolicyShape.Fields.Names, .. AccountEntry.Shape.Names, .. ApiEntry.Shape.Names, .. ApiEntry.ScopeShape.Names, .. ClientMetadata.Names,
            "organization", "memberships", "roles", "password", "totpSecret", "secret", "client_secret", "client_secrets", "expires_at", "certificate", "crl", "mapping", "kind",
        ];

        var documentation = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "bootstrap.md"));

        var missing = names.Distinct().Where(name => !documentation.Contains($"`{name}`", StringComparison.Ordinal)).ToList();
        Assert.Empty(missing);
    }

    private static string WithAuthority(string json) =>
        json[..json.LastIndexOf('}')] + $$""", "trustedAuthorities": [{ "organization": "nova", "certificate": "{{TestAuthority.Pem.ReplaceLineEndings("\\n")}}", "crl": "http://crl.example/ca.crl", "mapping": "email" }] }""";

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Directory.Packages.props"))) folder = folder.Parent;
        return folder.FullName;
    }
}
