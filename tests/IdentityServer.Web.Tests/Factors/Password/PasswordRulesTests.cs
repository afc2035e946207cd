using System.Diagnostics;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Password;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Password;

public sealed class PasswordRulesTests
{
    private static readonly PasswordRules Rules = new(new CommonPasswords());

    private static readonly Account Pauline = new()
    {
        Id = Guid.NewGuid(), UserName = "plavoie", Email = "pauline.lavoie@dmchosting.example", Phone = "+15145550163",
        GivenName = "Pauline", FamilyName = "Lavoie", CreatedUtc = default, UpdatedUtc = default,
    };

    private static readonly Organization Hosting = new() { Id = Guid.NewGuid(), Slug = "dmchosting", DisplayName = "DMC Hosting" };

    [Theory]
    [InlineData("harbour lantern 17")]
    [InlineData("l'été, sept tortues")]
    [InlineData("x7$Kq!mW2#vZ")]
    [InlineData("correct horse battery staple")]
    [InlineData("бессмертная черепаха")]
    [InlineData("🐢🚲🌧️📚🧭🕯️🪁🎻🍐🧵🗝️🪵")]
    [InlineData("pauline likes violet canoes")]
    public void Takes_anything_long_that_nobody_would_guess(string password) => Assert.Equal(PasswordProblem.None, Check(password));

    [Theory]
    [InlineData("", 12)]
    [InlineData("elevenchars", 12)]
    [InlineData("violet canoe 42", 16)]
    [InlineData("🐢🚲🌧📚🧭🕯", 12)]
    public void Refuses_what_is_too_short_counting_characters_as_people_do(string password, int least) =>
        Assert.Equal(PasswordProblem.TooShort, Rules.Check(password, least, OwnWords.Of(Pauline, Hosting)));

    [Fact]
    public void Refuses_a_whole_book()
    {
        Assert.Equal(PasswordProblem.TooLong, Check(new string('x', 1025)));
        Assert.Equal(PasswordProblem.None, Check(string.Concat(Enumerable.Range(0, 256).Select(n => $"{(n * 7919 + 13) % 9973:0000}"))));
    }

    [Theory]
    [InlineData("Password2026!")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Motdepasse2026")]
    [InlineData("2026-Motdepasse")]
    [InlineData("Soleil-2026!!")]
    [InlineData("iloveyou!!!!!")]
    [InlineData("!Marseille13!")]
    [InlineData("mot-de-passe-1")]
    [InlineData("qwertyuiop[]")]
    [InlineData("Trustno1....")]
    public void Refuses_what_everybody_tries_first_however_it_is_dressed_up(string password) =>
        Assert.Contains(Check(password), new[] { PasswordProblem.Common, PasswordProblem.Pattern });

    [Theory]
    [InlineData("Pauline-Lavoie-87")]
    [InlineData("plavoie12345")]
    [InlineData("pauline.lavoie@dmchosting.example")]
    [InlineData("DMC Hosting 7!")]
    [InlineData("+1 5145550163")]
    [InlineData("5145550163 ok")]
    [InlineData("PÀULINE et moi!")]
    public void Refuses_the_accounts_own_words(string password) => Assert.Equal(PasswordProblem.OwnWords, Check(password));

    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("123456789012")]
    [InlineData("abcdefghijklm")]
    [InlineData("zyxwvutsrqponm")]
    [InlineData("qsdfghjklmwxcvbn")]
    [InlineData("abc123abc123")]
    [InlineData("200620062006")]
    [InlineData("tiptoptiptop")]
    [InlineData("aaaabbbbcccc")]
    public void Refuses_repetitions_and_sequences(string password) => Assert.Equal(PasswordProblem.Pattern, Check(password));

    [Fact]
    public void Half_a_character_is_a_character_like_any_other() => Assert.Equal(PasswordProblem.None, Check("\ud83d violet canoes"));

    [Fact]
    public void Mistakes_one_random_password_in_thousands_at_most_for_a_common_one()
    {
        var random = new Random(17);
        var refused = Enumerable.Range(0, 20_000)
            .Count(_ => Check(string.Concat(Enumerable.Range(0, 14).Select(_ => (char)random.Next('!', '~' + 1)))) != PasswordProblem.None);

        Assert.InRange(refused, 0, 20);
    }

    [Fact]
    public void Takes_microseconds()
    {
        Check("harbour lantern 17");

        var fastest = Enumerable.Range(0, 200).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Check("harbour lantern 17");
            return Stopwatch.GetElapsedTime(start);
        });

        Assert.True(fastest < TimeSpan.FromMilliseconds(1), $"{fastest.TotalMicroseconds} µs");
    }

    private static PasswordProblem Check(string password) => Rules.Check(password, 12, OwnWords.Of(Pauline, Hosting));
}
