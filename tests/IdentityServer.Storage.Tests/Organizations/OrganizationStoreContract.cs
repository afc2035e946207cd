using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Organizations;

public abstract class OrganizationStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private IOrganizationStore Store => Host.Get<IOrganizationStore>();

    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var organization = await SaveOrganizationAsync(o => o with
        {
            Domains = [$"{o.Slug}.example"], Culture = "fr", SupportEmail = "aide@dmchosting.example", SupportPhone = "+18555288364",
            PrivacyUrl = "https://dmchosting.example/privacy", TermsUrl = "https://dmchosting.example/terms",
            Branding = new Branding { Color = "#123456", Logo = "data:image/png;base64," + new string('A', 20_000) },
            Policy = new Policy
            {
                SecondFactor = SecondFactorDemand.PhishingResistant, RequiredMethods = ["authenticatorApp"], AllowedMethods = ["sms"], SkipsAllowed = 0,
                SkipPauseDays = 3, EnrollmentDeadlineUtc = Times.Now, RememberDeviceDays = 9, InvitedBy = "members", SessionHours = 1,
                StaySignedInDays = 2, LockoutFailures = 5, PasswordMinLength = 20,
            },
        });

        Assert.Equivalent(organization, await Store.FindAsync(organization.Id, Ct), strict: true);
    }

    [Fact]
    public async Task Is_found_by_slug_and_by_mail_domain()
    {
        var organization = await SaveOrganizationAsync(o => o with { Domains = [$"{o.Slug}.example", $"{o.Slug}.test"] });

        Assert.Equal(organization.Id, (await Store.FindBySlugAsync(organization.Slug, Ct))?.Id);
        Assert.Equal(organization.Id, (await Store.FindByDomainAsync($"{organization.Slug}.TEST", Ct))?.Id);
        Assert.Null(await Store.FindBySlugAsync(organization.Slug.ToUpperInvariant(), Ct));
        Assert.Null(await Store.FindByDomainAsync(organization.Slug, Ct));
        Assert.Null(await Store.FindAsync(Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task A_change_is_seen_at_once_on_the_node_that_made_it()
    {
        var organization = await SaveOrganizationAsync();
        var read = await Store.FindAsync(organization.Id, Ct);

        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.Update(read! with { DisplayName = "Other" }));

        Assert.Equal("Other", (await Store.FindAsync(organization.Id, Ct))!.DisplayName);
    }

    [Fact]
    public async Task Of_two_changes_based_on_one_reading_the_second_fails()
    {
        var organization = await SaveOrganizationAsync();

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IOrganizationRegistry>(registry => registry.Update(organization with { Culture = "fr" })));
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IOrganizationRegistry>(registry => registry.Update(organization with { Culture = "en" })));
    }

    [Fact]
    public async Task A_slug_that_another_organization_has_is_taken()
    {
        var organization = await SaveOrganizationAsync();

        var outcome = await Host.SaveAsync<IOrganizationRegistry>(registry => registry.Add(organization with { Id = Guid.NewGuid() }));

        Assert.Equal(new SaveOutcome.Taken("slug"), outcome);
    }

    [Fact]
    public async Task Lists_all_by_slug()
    {
        var prefix = Unique("zz");
        await SaveOrganizationAsync(o => o with { Slug = prefix + "-b" });
        await SaveOrganizationAsync(o => o with { Slug = prefix + "-a" });

        var listed = await Host.InScopeAsync<IOrganizationRegistry, IReadOnlyList<Organization>>(registry => registry.ListAsync(Ct));

        Assert.Equal([prefix + "-a", prefix + "-b"], listed.Select(o => o.Slug).Where(slug => slug.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_a_hundred_parallel_skips_as_many_as_allowed_are_taken()
    {
        var (account, organization) = await SaveMemberAsync();

        var results = await InParallelAsync(100, _ => Store.TrySkipAsync(account.Id, organization.Id, 3, Times.Now, Ct));

        Assert.Equal(3, results.Count(taken => taken));
        var membership = Assert.Single(await Store.ListMembershipsAsync(account.Id, Ct));
        Assert.Equal((3, Times.Now), (membership.SkipsUsed, membership.LastSkippedUtc));
    }

    [Fact]
    public async Task Who_does_not_belong_there_can_not_skip()
    {
        var (account, _) = await SaveMemberAsync();
        var elsewhere = await SaveOrganizationAsync();

        Assert.False(await Store.TrySkipAsync(account.Id, elsewhere.Id, 3, Times.Now, Ct));
    }

    [Fact]
    public async Task New_roles_leave_the_skips_as_they_are()
    {
        var (account, organization) = await SaveMemberAsync();
        await Store.TrySkipAsync(account.Id, organization.Id, 3, Times.Now, Ct);
        var changed = new Membership
        {
            AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, Roles = ["administrator"], CreatedUtc = Times.In(99),
        };

        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.UpdateMembership(changed));

        var kept = Assert.Single(await Store.ListMembershipsAsync(account.Id, Ct));
        Assert.Equivalent(changed with { SkipsUsed = 1, LastSkippedUtc = Times.Now, CreatedUtc = Times.Now }, kept, strict: true);
    }

    [Fact]
    public async Task Trusted_authorities_are_kept_and_changed()
    {
        var organization = await SaveOrganizationAsync();
        var authority = new TrustedAuthority { Id = Guid.NewGuid(), OrganizationId = organization.Id, Certificate = "-----BEGIN…", Mapping = "email" };

        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddAuthority(authority));
        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.UpdateAuthority(authority with { Crl = "/crl.pem" }));

        var listed = await Host.InScopeAsync<IOrganizationRegistry, IReadOnlyList<TrustedAuthority>>(registry => registry.ListAuthoritiesAsync(Ct));
        Assert.Equal(authority with { Crl = "/crl.pem" }, listed.Single(a => a.Id == authority.Id));
    }

    [Fact]
    public async Task A_sign_in_reads_an_organization_with_the_authorities_that_it_trusts()
    {
        var (trusting, other) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        Assert.Empty((await FindAsync(trusting.Id))!.Authorities);
        var authority = new TrustedAuthority { Id = Guid.NewGuid(), OrganizationId = trusting.Id, Certificate = "-----BEGIN…", Mapping = "email" };

        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddAuthority(authority));

        Assert.Equal(authority, Assert.Single((await FindAsync(trusting.Id))!.Authorities));
        var listed = await Host.InScopeAsync<IOrganizationStore, IReadOnlyList<Organization>>(store => store.ListWithAuthoritiesAsync(Ct).AsTask());
        Assert.Contains(listed, organization => organization.Id == trusting.Id);
        Assert.DoesNotContain(listed, organization => organization.Id == other.Id);
    }

    private Task<Organization?> FindAsync(Guid id) => Host.InScopeAsync<IOrganizationStore, Organization?>(store => store.FindAsync(id, Ct).AsTask());

    private async Task<(Account Account, Organization Organization)> SaveMemberAsync()
    {
        var (account, organization) = (await SaveAccountAsync(), await SaveOrganizationAsync());
        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(new Membership
        {
            AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Member, CreatedUtc = Times.Now,
        }));
        return (account, organization);
    }
}
