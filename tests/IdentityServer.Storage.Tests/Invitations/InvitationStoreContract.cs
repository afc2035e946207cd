using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Invitations;

public abstract class InvitationStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var organization = await SaveOrganizationAsync();
        var kept = New(organization, "Roger@yahoo.example") with
        {
            Message = "À bientôt !", InvitedBy = Guid.NewGuid(), Lifetime = TimeSpan.FromHours(5), Link = 3, MailedLink = 2, MessageId = Guid.NewGuid(), MailedUtc = Times.Now,
            RemindedUtc = Times.In(1), OpenedUtc = Times.In(2), AccountId = Guid.NewGuid(), AccessEndsUtc = Times.In(90),
        };

        await SaveAsync(kept);

        Assert.Equal(kept, await InStoreAsync(store => store.FindAsync(kept.Id, Ct)));
        Assert.Null(await InStoreAsync(store => store.FindAsync(Guid.NewGuid(), Ct)));
    }

    [Fact]
    public async Task Lists_what_is_not_over_by_address()
    {
        var organization = await SaveOrganizationAsync();
        var invitations = new[]
        {
            New(organization, "b@yahoo.example"), New(organization, "a@yahoo.example"), New(organization, "c@yahoo.example") with { ExpiresUtc = Times.Now },
            New(organization, "d@yahoo.example").Withdrawn(Times.Now),
        };

        await SaveAsync(invitations);

        var listed = await InStoreAsync(store => store.ListOpenAsync(Times.Now, Ct));
        Assert.Equal([invitations[1], invitations[0]], listed.Where(i => i.OrganizationId == organization.Id));
    }

    [Fact]
    public async Task An_organization_has_one_open_invitation_for_an_address()
    {
        var organization = await SaveOrganizationAsync();
        var first = New(organization, "roger@yahoo.example");
        await SaveAsync(first);

        Assert.IsType<SaveOutcome.Taken>(await Host.SaveAsync<IInvitationStore>(store => store.Add(New(organization, "ROGER@yahoo.example"))));
        await SaveAsync(New(await SaveOrganizationAsync(), "roger@yahoo.example"));
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IInvitationStore>(store => store.Update(first.Withdrawn(Times.Now))));
        var second = New(organization, "roger@yahoo.example");
        await SaveAsync(second);

        Assert.Equal(second.Id, (await InStoreAsync(store => store.FindOpenAsync(organization.Id, "Roger@Yahoo.example", Ct)))!.Id);
        Assert.Equal([second.Id], (await InStoreAsync(store => store.ListOpenAsync(organization.Id, ["ROGER@yahoo.example", "nobody@yahoo.example"], Ct))).Select(i => i.Id));
    }

    [Fact]
    public async Task Of_parallel_acceptances_one_holds()
    {
        var invitation = New(await SaveOrganizationAsync(), "roger@yahoo.example");
        await SaveAsync(invitation);

        var outcomes = await InParallelAsync(20, _ => Host.SaveAsync<IInvitationStore>(store => store.Update(invitation.AcceptedBy(Guid.NewGuid(), Times.Now))));

        Assert.Single(outcomes.OfType<SaveOutcome.Saved>());
        Assert.Equal(19, outcomes.OfType<SaveOutcome.Conflict>().Count());
    }

    [Fact]
    public async Task A_good_one_is_found_whoever_invited()
    {
        var address = Unique("roger") + "@yahoo.example";
        var (good, expired) = (New(await SaveOrganizationAsync(), address), New(await SaveOrganizationAsync(), address) with { ExpiresUtc = Times.Now });
        var redeeming = New(await SaveOrganizationAsync(), address) with { AccountId = Guid.NewGuid(), CreatedUtc = Times.In(1) };
        await SaveAsync(good, expired, redeeming);

        Assert.Equal(good.Id, (await InStoreAsync(store => store.FindGoodAsync(address.ToUpperInvariant(), Times.Now, Ct)))!.Id);
        Assert.Null(await InStoreAsync(store => store.FindGoodAsync(address, Times.In(60 * 24 * 40), Ct)));
    }

    [Fact]
    public async Task The_newest_of_an_account_is_found_under_whatever_address()
    {
        var (organization, other, account) = (await SaveOrganizationAsync(), await SaveOrganizationAsync(), Guid.NewGuid());
        var accepted = New(organization, Unique("roger") + "@yahoo.example") with { State = InvitationState.Accepted, AccountId = account };
        var redeeming = New(organization, Unique("roger") + "@yahoo.example") with { AccountId = account, CreatedUtc = Times.In(1) };
        await SaveAsync(accepted);
        Assert.Equal(accepted.Id, (await FindAsync())!.Id);
        await SaveAsync(redeeming, New(other, Unique("roger") + "@yahoo.example") with { AccountId = account, CreatedUtc = Times.In(2) });

        Assert.Equal(redeeming.Id, (await FindAsync())!.Id);

        Task<Invitation?> FindAsync() => InStoreAsync(store => store.FindOfAccountAsync(organization.Id, account, Ct));
    }

    [Fact]
    public async Task Lists_those_whose_mail_is_to_be_written()
    {
        var organization = await SaveOrganizationAsync();
        var invitations = new[]
        {
            New(organization, "new@yahoo.example"),
            New(organization, "mailed@yahoo.example") with { MailedLink = 1, MailedUtc = Times.Now },
            New(organization, "remind@yahoo.example") with { MailedLink = 1, MailedUtc = Times.In(-600) },
            New(organization, "reminded@yahoo.example") with { MailedLink = 1, MailedUtc = Times.In(-600), RemindedUtc = Times.Now },
            New(organization, "opened@yahoo.example") with { MailedLink = 1, MailedUtc = Times.In(-600), OpenedUtc = Times.Now },
            New(organization, "anew@yahoo.example") with { MailedLink = 1, Link = 2, MailedUtc = Times.In(-600), OpenedUtc = Times.Now },
            New(organization, "expired@yahoo.example") with { ExpiresUtc = Times.Now },
            New(organization, "withdrawn@yahoo.example").Withdrawn(Times.Now),
        };
        await SaveAsync(invitations);

        var due = (await InStoreAsync(store => store.ListToMailAsync(1000, Times.In(-60), Times.Now, Ct))).Where(i => i.OrganizationId == organization.Id);

        Assert.Equal(["anew@yahoo.example", "new@yahoo.example", "remind@yahoo.example"], due.Select(i => i.Email).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tells_how_far_each_has_come_and_finds_by_it()
    {
        var organization = await SaveOrganizationAsync();
        var inviter = Guid.NewGuid();
        var mails = new Dictionary<DeliveryState, Guid>();
        foreach (var state in Enum.GetValues<DeliveryState>()) mails[state] = await SaveMailAsync(state);
        var expected = new Dictionary<string, InvitationStatus>
        {
            ["a-unwritten@yahoo.example"] = InvitationStatus.Queued, ["b-waiting@yahoo.example"] = InvitationStatus.Queued, ["c-sent@yahoo.example"] = InvitationStatus.Sent,
            ["d-old@yahoo.example"] = InvitationStatus.Sent, ["e-dead@yahoo.example"] = InvitationStatus.Failed, ["f-opened@yahoo.example"] = InvitationStatus.Opened,
            ["g-accepted@yahoo.example"] = InvitationStatus.Accepted, ["h-expired@yahoo.example"] = InvitationStatus.Expired,
            ["i-withdrawn@yahoo.example"] = InvitationStatus.Withdrawn,
        };
        Invitation Mailed(string email, Guid? mail) => New(organization, email) with { MailedLink = 1, MailedUtc = Times.Now, MessageId = mail };
        await SaveAsync(
            New(organization, "a-unwritten@yahoo.example"), Mailed("b-waiting@yahoo.example", mails[DeliveryState.Queued]), Mailed("c-sent@yahoo.example", mails[DeliveryState.Sent]),
            Mailed("d-old@yahoo.example", Guid.NewGuid()), Mailed("e-dead@yahoo.example", mails[DeliveryState.Dead]),
            Mailed("f-opened@yahoo.example", mails[DeliveryState.Sent]) with { OpenedUtc = Times.Now, InvitedBy = inviter },
            Mailed("g-accepted@yahoo.example", mails[DeliveryState.Sent]).AcceptedBy(Guid.NewGuid(), Times.Now),
            Mailed("h-expired@yahoo.example", mails[DeliveryState.Sent]) with { ExpiresUtc = Times.Now }, Mailed("i-withdrawn@yahoo.example", null).Withdrawn(Times.Now));

        var all = await ListAsync(new(organization.Id));
        Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.Ordinal), all.Items.Select(row => KeyValuePair.Create(row.Invitation.Email, row.Status)).OrderBy(row => row.Key, StringComparer.Ordinal));
        foreach (var (invitation, status) in all.Items) Assert.Equal(status, await InStoreAsync(store => store.StatusOfAsync(invitation, Times.Now, Ct)));
        foreach (var status in Enum.GetValues<InvitationStatus>())
        {
            var found = await ListAsync(new(organization.Id) { Status = status });
            Assert.Equal(expected.Where(row => row.Value == status).Select(row => row.Key).Order(StringComparer.Ordinal), found.Items.Select(row => row.Invitation.Email).Order(StringComparer.Ordinal));
            Assert.Equal(found.Items.Count, found.Total);
        }

        Assert.Equal(["f-opened@yahoo.example"], (await ListAsync(new(organization.Id) { InvitedBy = inviter })).Items.Select(row => row.Invitation.Email));
        Assert.Equal(["d-old@yahoo.example"], (await ListAsync(new(organization.Id) { Search = "D-OLD" })).Items.Select(row => row.Invitation.Email));
        Assert.Empty((await ListAsync(new(organization.Id) { Page = 2 })).Items);
    }

    private Task<InvitationPage> ListAsync(InvitationQuery query) => InStoreAsync(store => store.ListAsync(query, Times.Now, Ct));

    private Task<T> InStoreAsync<T>(Func<IInvitationStore, Task<T>> ask) => Host.InScopeAsync<IInvitationStore, T>(ask);

    private async Task SaveAsync(params Invitation[] invitations) =>
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IInvitationStore>(store => Array.ForEach(invitations, store.Add)));

    private async Task<Guid> SaveMailAsync(DeliveryState state)
    {
        var mail = new Message
        {
            Id = Guid.CreateVersion7(), Channel = Channel.Email, To = "a@b.example", Text = "", Template = "invitation", Culture = "en", CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
        };
        await Host.SaveAsync<IOutbox>(outbox => outbox.Add(mail));
        await Host.InScopeAsync<IOutboxStore, bool>(async store =>
        {
            await store.CompleteAsync(mail.Id, state, null, null, Times.Now, Ct);
            return true;
        });
        return mail.Id;
    }

    private static Invitation New(Organization organization, string email) => new()
    {
        Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Email = email, DisplayName = "Roger", Culture = "fr", ClientId = "portal",
        CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
    };
}
