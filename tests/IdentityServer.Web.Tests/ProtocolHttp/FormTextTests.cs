using System.Text;
using IdentityServer.Web.ProtocolHttp;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdentityServer.Web.Tests.ProtocolHttp;

public sealed class FormTextTests
{
    private const string FormType = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("", "")]
    [InlineData("&&", "")]
    [InlineData("a=1&b=2", "[a:1][b:2]")]
    [InlineData("b=2&a=1&b=3", "[b:2][a:1][b:3]")]
    [InlineData("a", "[a:]")]
    [InlineData("a=", "[a:]")]
    [InlineData("=1", "[:1]")]
    [InlineData("a=b=c", "[a:b=c]")]
    [InlineData("a+b=c+d", "[a b:c d]")]
    [InlineData("a=%2B%20+", "[a:+  ]")]
    [InlineData("a%3Db=%26", "[a=b:&]")]
    [InlineData("a=%C3%A9", "[a:é]")]
    [InlineData("a=%F0%9F%98%80", "[a:😀]")]
    [InlineData("a=%", "[a:%]")]
    [InlineData("a=%4", "[a:%4]")]
    [InlineData("a=%zz", "[a:%zz]")]
    [InlineData("a=%25zz", "[a:%zz]")]
    [InlineData("a=%FF", "[a:%FF]")]
    [InlineData("a=%ED%A0%80", "[a:%ED%A0%80]")]
    [InlineData("a=1;b=2", "[a:1;b=2]")]
    public void Reads_parameters_in_their_order_with_duplicates(string text, string expected)
    {
        var form = FormText.Parse(text);

        Assert.Equal(expected, Write(form));
    }

    [Theory]
    [InlineData(FormType)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("Application/X-WWW-Form-Urlencoded")]
    public async Task Reads_a_form_from_a_body(string type) =>
        Assert.Equal("[a:é]", Write(await ReadAsync(Encoding.UTF8.GetBytes("a=é"), type)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Refuses_a_body_that_is_no_form(string? type) => Assert.Null(await ReadAsync("a=1"u8.ToArray(), type));

    [Fact]
    public async Task Refuses_what_is_not_UTF_8() => Assert.Null(await ReadAsync([(byte)'a', (byte)'=', 0xff], FormType));

    [Theory]
    [InlineData(FormText.MaxBytes, true)]
    [InlineData(FormText.MaxBytes + 1, false)]
    public async Task Refuses_a_body_that_is_too_large_whether_or_not_it_says_so(int length, bool isRead)
    {
        var body = Encoding.ASCII.GetBytes("a=" + new string('x', length - 2));

        Assert.Equal(isRead, await ReadAsync(body, FormType) is not null);
        Assert.Equal(isRead, await ReadAsync(body, FormType, saysLength: false) is not null);
    }

    [Fact]
    public async Task Reads_an_empty_body_as_an_empty_form() => Assert.Equal("", Write(await ReadAsync([], FormType)));

    private static async Task<List<KeyValuePair<string, string>>?> ReadAsync(byte[] body, string? type, bool saysLength = true)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentType = type;
        http.Request.ContentLength = saysLength ? body.Length : null;
        return await FormText.ReadAsync(http.Request, CancellationToken.None);
    }

    private static string Write(IEnumerable<KeyValuePair<string, string>>? form) =>
        string.Concat(Assert.IsType<IEnumerable<KeyValuePair<string, string>>>(form, exactMatch: false).Select(pair => $"[{pair.Key}:{pair.Value}]"));
}
