using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;

namespace IdentityServer.Messaging.Tests.Templates;

public sealed class MessageComposerTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Makes_a_message_that_is_ready_for_the_outbox()
    {
        var organization = Guid.CreateVersion7();

        var message = Compose(new MessageBranding("DMC Hosting"), organization);

        Assert.Equal(Channel.Email, message.Channel);
        Assert.Equal("alice@dmchosting.example", message.To);
        Assert.Equal("DMC Hosting (via IdentityServer) <no-reply@id.example>", message.From);
        Assert.Equal("Connexion depuis un nouvel appareil", message.Subject);
        Assert.Equal("new-device", message.Template);
        Assert.Equal("fr", message.Culture);
        Assert.Equal(organization, message.OrganizationId);
        Assert.Equal(_clock.UtcNow, message.CreatedUtc);
        Assert.Equal(_clock.UtcNow.AddDays(2), message.ExpiresUtc);
        Assert.Equal("203.0.113.7", message.Values["address"]);
    }

    [Theory]
    [InlineData("Evil\r\nBcc: everybody@x.example", "EvilBcc everybodyx.example (via IdentityServer) <no-reply@id.example>")]
    [InlineData("\"CEO\" <ceo@x.example>", "CEO ceox.example (via IdentityServer) <no-reply@id.example>")]
    [InlineData("Études Nguyên, Notaires", "Études Nguyên Notaires (via IdentityServer) <no-reply@id.example>")]
    [InlineData("IdentityServer", "IdentityServer <no-reply@id.example>")]
    public void An_organizations_name_cannot_forge_an_address(string organization, string from) =>
        Assert.Equal(from, Compose(new MessageBranding(organization)).From);

    [Theory]
    [InlineData("en", "21 November 2026 at 11:38 UTC")]
    [InlineData("fr-CA", "21 novembre 2026 à 11 h 38 UTC")]
    public void Writes_times_as_people_of_the_language_do(string culture, string expected) =>
        Assert.Equal(expected, MessageTimes.Format(_clock.UtcNow, culture).Replace('\u00a0', ' '));

    private Message Compose(MessageBranding branding, Guid? organization = null)
    {
        var values = new Dictionary<string, string>
        {
            ["name"] = "Alice", ["account"] = "alice", ["when"] = "…", ["address"] = "203.0.113.7", ["browser"] = "Firefox", ["notMeUrl"] = "https://id.example/security/not-me?t=x",
        };
        return new MessageComposer(new MessageOptions { FromAddress = "no-reply@id.example" }, _clock)
            .Email("alice@dmchosting.example", "new-device", "fr-CA", branding, values, TimeSpan.FromDays(2), organization);
    }
}
