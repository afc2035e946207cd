using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Email;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Email;

public sealed class EmailFactorTests
{
    private static readonly EmailFactor Factor = new(null!, new MethodSecrets(new FakeSecrets()), Options.Create(new EmailOptions()));

    [Theory]
    [InlineData("peter@yahoo.com", "p•••@yahoo.com")]
    [InlineData("p@yahoo.com", "p•••@yahoo.com")]
    [InlineData("élodie@exemple.example", "é•••@exemple.example")]
    [InlineData("no address", "•••")]
    public void Shows_the_first_letter_and_the_domain_only(string address, string expected) => Assert.Equal(expected, Factor.Mask(address));

    [Fact]
    public void Spellings_of_one_address_share_their_limits() =>
        Assert.Equal(Factor.QuotasOf("Peter@Yahoo.com", Guid.Empty), Factor.QuotasOf("peter@yahoo.com", Guid.Empty));

    [Theory, InlineData("peter@yahoo.com", true), InlineData(null, false)]
    public void Only_an_account_with_an_address_can_set_it_up(string? email, bool expected)
    {
        var account = new Account { Id = Guid.NewGuid(), UserName = "peter", Email = email, CreatedUtc = default, UpdatedUtc = default };

        Assert.Equal(expected, Factor.CanBeSetUpBy(account));
    }
}
