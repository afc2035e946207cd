using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Tests.Model;

public sealed class StoredTextTests
{
    [Fact]
    public void Knows_what_a_column_can_hold()
    {
        Assert.All(["a", "abcd", "\ud83d\ude00"], text => Assert.True(StoredText.CanHold(text, 4)));
        Assert.All(["", "abcde", "a\0", "\ud83d", "a\ud83d", "\ude00\ud83d"], text => Assert.False(StoredText.CanHold(text, 4)));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcdef", "abcd")]
    [InlineData("abc\ud83d\ude00", "abc\ufffd")]
    [InlineData("a\0b", "a\ufffdb")]
    public void Makes_a_note_fit(string? text, string? expected) => Assert.Equal(expected, StoredText.Clip(text, 4));
}
