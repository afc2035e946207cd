using IdentityServer.Web.Factors.Phone;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Phone;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("CA", "5145550163", "+15145550163")]
    [InlineData("CA", "(514) 555-0163", "+15145550163")]
    [InlineData("CA", "1 514 555 0163", "+15145550163")]
    [InlineData("CA", "+1 514.555.0163", "+15145550163")]
    [InlineData("CA", "\u202a+1\u00a0514\u00a0555\u20110163\u202c", "+15145550163")]
    [InlineData("CA", "５１４５５５０１６３", "+15145550163")]
    [InlineData("FR", "06 12 34 56 78", "+33612345678")]
    [InlineData("FR", "612345678", "+33612345678")]
    [InlineData("FR", "+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("FR", "0033 6 12 34 56 78", "+33612345678")]
    [InlineData("CA", "+33 6 12 34 56 78", "+33612345678")]
    [InlineData("IT", "06 1234 5678", "+390612345678")]
    [InlineData("IT", "347 123 4567", "+393471234567")]
    [InlineData("HU", "06 20 123 4567", "+36201234567")]
    [InlineData("RU", "8 912 345-67-89", "+79123456789")]
    [InlineData("KZ", "8 701 234 5678", "+77012345678")]
    [InlineData("GB", "07911 123456", "+447911123456")]
    [InlineData("ES", "612 34 56 78", "+34612345678")]
    [InlineData("JM", "876 555 0163", "+18765550163")]
    [InlineData("CI", "01 23 45 67 89", "+2250123456789")]
    public void Reads_numbers_as_people_write_them(string country, string typed, string expected) =>
        Assert.Equal(new PhoneReading.Number(expected), PhoneNumber.Read(Countries.Find(country)!, typed));

    [Theory]
    [InlineData("CA", null, typeof(PhoneReading.Empty))]
    [InlineData("CA", "  ", typeof(PhoneReading.Empty))]
    [InlineData("CA", "514 555", typeof(PhoneReading.TooShort))]
    [InlineData("CA", "514 555 0163 22", typeof(PhoneReading.TooLong))]
    [InlineData("CA", "111111111111111111111111111111111111111111111111", typeof(PhoneReading.TooLong))]
    [InlineData("CA", "014 555 0163", typeof(PhoneReading.UnknownCode))]
    [InlineData("CA", "514 555 0163 x22", typeof(PhoneReading.NotDigits))]
    [InlineData("CA", "call me", typeof(PhoneReading.NotDigits))]
    [InlineData("CA", "+", typeof(PhoneReading.NotDigits))]
    [InlineData("CA", "+999 1234567", typeof(PhoneReading.UnknownCode))]
    [InlineData("FR", "06 12 34 56", typeof(PhoneReading.TooShort))]
    [InlineData("FR", "06 12 34 56 78 90", typeof(PhoneReading.TooLong))]
    public void Says_what_is_wrong_with_a_number(string country, string? typed, Type expected) =>
        Assert.IsType(expected, PhoneNumber.Read(Countries.Find(country)!, typed));

    [Theory]
    [InlineData("+15145550163", "+X XXX-XXX-XX63")]
    [InlineData("+33612345678", "+XX XXX-XXX-X78")]
    [InlineData("+4512345678", "+XX XXX-XXX-78")]
    [InlineData("+2250123456789", "+XXX XXX-XXX-XX89")]
    public void Shows_the_last_two_digits_only(string number, string expected) => Assert.Equal(expected, PhoneNumber.Mask(number));

    [Fact]
    public void No_text_makes_it_stumble()
    {
        var random = new Random(17);
        var signs = "+0123456789 ()-./xé\u0000\ud800\u202a٣".ToCharArray();

        for (var i = 0; i < 20_000; i++)
        {
            var typed = new string(random.GetItems(signs, random.Next(0, 24)));
            if (PhoneNumber.Read(Countries.Find("CA")!, typed) is PhoneReading.Number { E164: var number }) Assert.Matches(@"^\+[1-9][0-9]{5,14}\z", number);
        }
    }
}
