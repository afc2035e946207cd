using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Tests.Model;

public sealed class StoredJsonTests
{
    [Fact]
    public void What_an_older_row_does_not_say_comes_out_as_the_default()
    {
        Assert.Equivalent(new Policy { SkipsAllowed = 1 }, StoredJson.ReadPolicy("""{"SkipsAllowed":1}"""), strict: true);
        Assert.Equal(3600, StoredJson.ReadClient("""{"client_id":"portal"}""").AccessTokenLifetime);
    }

    [Fact]
    public void What_a_newer_program_wrote_is_passed_over() =>
        Assert.Equivalent(new Policy(), StoredJson.ReadPolicy("""{"Unheard":{"of":1}}"""), strict: true);

    [Fact]
    public void A_client_s_owner_and_secrets_are_not_in_its_metadata()
    {
        var json = StoredJson.Write(new Protocol.Clients.Client
        {
            ClientId = "portal", OrganizationId = Guid.NewGuid(), Secrets = [new Protocol.Clients.ClientSecret("sha256$a$b", default)],
        });

        Assert.DoesNotContain("sha256", json, StringComparison.Ordinal);
        Assert.DoesNotContain("organization", json, StringComparison.OrdinalIgnoreCase);
    }
}
