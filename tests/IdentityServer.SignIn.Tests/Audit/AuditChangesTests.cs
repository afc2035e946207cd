using IdentityServer.SignIn.Audit;

namespace IdentityServer.SignIn.Tests.Audit;

public sealed class AuditChangesTests
{
    [Fact]
    public void Tells_of_each_field_that_changed_before_and_after()
    {
        var changes = new AuditChanges()
            .Add("name", "Société \"É\"", "Society").Add("email", "a@b.example", "a@b.example")
            .Add("skips", (int?)3, 5).Add("secondFactor", false, true).Add("roles", ["a", "b"], null)
            .AddHidden("secret", changed: true).AddHidden("password", changed: false);

        var read = AuditChanges.Read(changes.ToString());

        Assert.Equal(
            [
                new("name", "Société \"É\"", "Society"), new("skips", "3", "5"), new("secondFactor", "false", "true"), new("roles", "a, b", null),
                new("secret", "•••", "•••"),
            ],
            read);
    }

    [Fact]
    public void Is_nothing_where_nothing_changed()
    {
        Assert.Null(new AuditChanges().Add("name", "a", "a").ToString());
        Assert.Empty(AuditChanges.Read(null));
    }

    [Fact]
    public void Fits_its_column_and_stays_readable_however_much_changed()
    {
        var changes = new AuditChanges();
        for (var n = 0; n < 100; n++) changes.Add($"field{n}", new string('\u0001', 500), $"{n}\ud800");

        var text = changes.ToString()!;

        Assert.InRange(text.Length, 1, AuditChanges.MaxLength);
        var read = AuditChanges.Read(text);
        Assert.Equal("field0", read[0].Field);
        Assert.Equal(("…", $"+ {100 - (read.Count - 1)}"), (read[^1].Field, read[^1].After));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":["1"]}""")]
    public void Shows_what_it_can_t_read_as_it_stands(string json) => Assert.Equal(json, Assert.Single(AuditChanges.Read(json)).After);
}
