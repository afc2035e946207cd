using IdentityServer.Web.Factors.SecurityQuestions;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.SecurityQuestions;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("Trois-Rivières", "troisrivieres")]
    [InlineData("  Saint   Jean ", "saint jean")]
    [InlineData("ÉCOLE", "ecole")]
    [InlineData("Straße 7", "straße 7")]
    [InlineData("東京都", "東京都")]
    public void Ignores_capitals_accents_and_punctuation(string typed, string normalized) => Assert.Equal(normalized, Answer.Normalize(typed));

    [Theory]
    [InlineData("ab")]
    [InlineData("- - -")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("\ud83d")]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijx")]
    public void Refuses_what_is_too_short_too_long_or_no_text(string? typed) => Assert.Null(Answer.Normalize(typed));
}
