using IdentityServer.SignIn.Invitations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Invitations;

public abstract class InvitationStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Lists_what_is_not_over_by_address()
    {
        var organization = await SaveOrganizationAsync();
        Invitation New(string email) => new()
        {
            Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Email = email, DisplayName = "Roger", Culture = "fr", ClientId = "portal",
            CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
        };
        var invitations = new[] { New("b@yahoo.example"), New("a@yahoo.example"), New("c@yahoo.example") with { ExpiresUtc = Times.Now } };

        await Host.SaveAsync<IInvitationStore>(store => Array.ForEach(invitations, store.Add));

        var listed = await Host.InScopeAsync<IInvitationStore, IReadOnlyList<Invitation>>(store => store.ListOpenAsync(Times.Now, Ct));
        Assert.Equal([invitations[1], invitations[0]], listed.Where(i => i.OrganizationId == organization.Id));
    }
}
