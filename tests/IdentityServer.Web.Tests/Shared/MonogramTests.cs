using IdentityServer.Web.Shared;
using Xunit;

namespace IdentityServer.Web.Tests.Shared;

public sealed class MonogramTests
{
    [Theory]
    [InlineData("Alice Martin", "AM")]
    [InlineData("Jean Pierre de la Tour", "JT")]
    [InlineData("élodie", "É")]
    [InlineData("(Portal) 365", "P3")]
    [InlineData("e\u0301mile", "E\u0301")]
    [InlineData("  ", "?")]
    [InlineData("•••", "?")]
    [InlineData(null, "?")]
    public void Takes_the_first_letters_of_the_first_and_last_word(string? name, string expected)
    {
        Assert.Equal(expected, Monogram.Of(name));
    }
}
