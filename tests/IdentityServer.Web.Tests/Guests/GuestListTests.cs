using System.Text;
using IdentityServer.Web.Guests.Inviting;
using Xunit;

namespace IdentityServer.Web.Tests.Guests;

public sealed class GuestListTests
{
    [Theory]
    [InlineData("a@x.example,Anna,fr,Bonjour")]
    [InlineData("a@x.example;Anna;fr;Bonjour")]
    [InlineData("a@x.example\tAnna\tfr\tBonjour")]
    [InlineData("\ufeffemail,name,language,message\r\na@x.example,Anna,FR,Bonjour\r\n")]
    [InlineData("Langue;Message;Nom;Courriel\nfr;Bonjour;Anna;a@x.example")]
    [InlineData("  a@x.example , Anna , fr , Bonjour  \n\n\n")]
    public void Reads_columns_between_commas_semicolons_and_tabs(string text)
    {
        var draft = Assert.Single(DraftsOf(text));

        Assert.Equal(("a@x.example", "Anna", "fr", "Bonjour"), (draft.Email, draft.Name, draft.Culture, draft.Message));
    }

    [Fact]
    public void Quotation_marks_hold_separators_marks_and_lines()
    {
        var drafts = DraftsOf("a@x.example,\"Roth, Anna\",en,\"She said \"\"come\"\"\r\nand; soon\"\nb@x.example");

        Assert.Equal("Roth, Anna", drafts[0].Name);
        Assert.Equal("She said \"come\"\nand; soon", drafts[0].Message);
        Assert.Equal([1, 3], drafts.Select(draft => draft.Line));
    }

    [Fact]
    public void Reads_addresses_as_they_are_copied_from_a_mail()
    {
        var drafts = DraftsOf("a@x.example, b@x.example\nPeter Martin <p@x.example>");

        Assert.Equal(["a@x.example", "b@x.example", "p@x.example"], drafts.Select(draft => draft.Email));
        Assert.Equal("Peter Martin", drafts[2].Name);
        Assert.Equal([1, 1, 2], drafts.Select(draft => draft.Line));
    }

    [Fact]
    public void A_line_without_an_address_stays_in_the_list_to_be_pointed_at()
    {
        var drafts = DraftsOf("email;name\n;Anna\nb@x.example;Bruno");

        Assert.Equal([(2, ""), (3, "b@x.example")], drafts.Select(draft => (draft.Line, draft.Email)));
    }

    [Theory]
    [InlineData("a@x.example\nb@x.example,\"Bruno\nc@x.example")]
    [InlineData("a@x.example\nb@x.example,\"Bru\"no\nc@x.example")]
    public void Says_from_where_on_it_can_not_be_read(string text) => Assert.InRange(Assert.IsType<ListReading.Unreadable>(GuestList.Read(text)).Line, 1, 2);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\r\n")]
    [InlineData("email,name\n")]
    public void Nothing_is_no_list(string text) => Assert.IsType<ListReading.Empty>(GuestList.Read(text));

    [Fact]
    public void Takes_ten_thousand_and_no_more()
    {
        var lines = Enumerable.Range(0, GuestList.MostRows).Select(n => $"{n}@x.example").ToList();

        Assert.Equal(GuestList.MostRows, DraftsOf(string.Join('\n', lines)).Count);
        Assert.IsType<ListReading.TooLong>(GuestList.Read(string.Join('\n', lines.Append("more@x.example"))));
    }

    [Fact]
    public void Only_utf8_is_text()
    {
        Assert.Equal("Élodie", GuestList.Decode(Encoding.UTF8.GetBytes("Élodie")));
        Assert.Null(GuestList.Decode(Encoding.Latin1.GetBytes("Élodie")));
        Assert.Null(GuestList.Decode([0xFF, 0xFE, 0x41, 0x00]));
    }

    private static IReadOnlyList<InvitationDraft> DraftsOf(string text) => Assert.IsType<ListReading.Read>(GuestList.Read(text)).Drafts;
}
