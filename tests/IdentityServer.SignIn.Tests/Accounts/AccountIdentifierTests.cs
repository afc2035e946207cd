using FsCheck.Fluent;
using IdentityServer.SignIn.Accounts;

namespace IdentityServer.SignIn.Tests.Accounts;

public sealed class AccountIdentifierTests
{
    [Theory]
    [InlineData("peter@yahoo.com", "PETER@YAHOO.COM")]
    [InlineData("  Peter@Yahoo.com ", "PETER@YAHOO.COM")]
    [InlineData("ｐｅｔｅｒ＠ｙａｈｏｏ．ｃｏｍ", "PETER@YAHOO.COM")]
    [InlineData("rene\u0301@example.fr", "RENÉ@EXAMPLE.FR")]
    [InlineData("@", "@")]
    public void Knows_an_email_address_by_its_sign(string typed, string normalized) =>
        Assert.Equal(new AccountIdentifier(AccountIdentifierKind.Email, normalized), AccountIdentifier.Parse(typed));

    [Theory]
    [InlineData("+15145550163")]
    [InlineData("+1 514 555-0163")]
    [InlineData("+1 (514) 555.0163")]
    [InlineData("0015145550163")]
    [InlineData("00 1 514 555 01 63")]
    [InlineData("+1\u00a0514\u202f555\u00a00163")]
    [InlineData("+1 514\u2011555\u20110163")]
    [InlineData("\u202a+1 514 555 0163\u202c")]
    [InlineData("＋１ ５１４ ５５５ ０１６３")]
    public void Knows_a_phone_number_by_its_country_code(string typed) =>
        Assert.Equal(new AccountIdentifier(AccountIdentifierKind.Phone, "+15145550163"), AccountIdentifier.Parse(typed));

    [Theory]
    [InlineData("514 555-0163")]
    [InlineData("0612345678")]
    [InlineData("+123456")]
    [InlineData("+1234567890123456")]
    [InlineData("+0145550163")]
    [InlineData("+1 514 555 O163")]
    [InlineData("+1+5145550163")]
    [InlineData("+٠١٢٣٤٥٦٧٨")]
    public void Takes_anything_else_for_a_user_name(string typed) =>
        Assert.Equal(AccountIdentifierKind.UserName, AccountIdentifier.Parse(typed)!.Kind);

    [Theory]
    [InlineData("+1234567", "+1234567")]
    [InlineData("+123456789012345", "+123456789012345")]
    public void Takes_phone_numbers_of_seven_to_fifteen_digits(string typed, string expected) => Assert.Equal(expected, AccountIdentifier.NormalizePhone(typed));

    [Theory]
    [InlineData("Pierre", "pierre")]
    [InlineData("ﬁlip", "FILIP")]
    [InlineData("e\u0301lodie", "Élodie")]
    [InlineData("ＰＩＥＲＲＥ", "pierre")]
    public void Compares_user_names_without_case_and_width(string one, string other) =>
        Assert.Equal(AccountIdentifier.Parse(one), AccountIdentifier.Parse(other));

    [Fact]
    public void Case_is_folded_alike_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");

        try
        {
            Assert.Equal("PIERRE.DIDIER", AccountIdentifier.NormalizeName("pierre.didier"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u00a0\u3000")]
    [InlineData("pierre\0")]
    [InlineData("pier\nre")]
    [InlineData("pier\u0085re")]
    public void Nobody_is_named_by_what_is_no_text(string? typed) => Assert.Null(AccountIdentifier.Parse(typed));

    /// <summary>Not a theory: metadata can't hold such text.</summary>
    [Fact]
    public void Nobody_is_named_by_half_a_character_or_by_what_is_none() =>
        Assert.All(["\ud800", "pierre\udc00", "\udc00\ud800@example.com", "\ud83d\ude00\ud83d", "pierre\ufffe"], typed => Assert.Null(AccountIdentifier.Parse(typed)));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_name_has_256_characters_at_most(int length, bool isName) => Assert.Equal(isName, AccountIdentifier.Parse(new string('x', length)) is not null);

    [Fact]
    public void A_name_that_grows_beyond_that_when_written_out_is_none() => Assert.Null(AccountIdentifier.Parse(new string('\ufdfa', 20)));

    [Fact]
    public void Whatever_is_typed_is_read_without_an_exception_and_normalized_for_good()
    {
        var characters = Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(c => (char)c),
            Gen.Elements(['@', '+', '0', '1', '9', ' ', '\u00a0', '-', '(', 'a', 'É', '\ud83d', '\ude00', '\u0301', '\ufb01']));
        var texts = characters.ListOf().Select(list => string.Concat(list)).ToArbitrary();

        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(texts, text =>
            AccountIdentifier.Parse(text) is not { } identifier || AccountIdentifier.Parse(identifier.Normalized) == identifier));
    }
}
