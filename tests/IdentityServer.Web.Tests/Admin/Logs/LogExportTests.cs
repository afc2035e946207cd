using System.Text;
using System.Text.Json;
using IdentityServer.Web.Admin.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace IdentityServer.Web.Tests.Admin.Logs;

public sealed class LogExportTests
{
    private static readonly DateTime At = new(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("+1234")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public async Task A_spreadsheet_finds_no_formula(string text)
    {
        var (_, file) = await WriteAsync(asCsv: true, new Row(text, null, true));

        var cell = file.Split('\n')[1];
        Assert.Matches("^\"?'", cell);
    }

    [Fact]
    public async Task Csv_has_a_head_and_quotes_what_needs_it()
    {
        var (answer, file) = await WriteAsync(asCsv: true, new Row("a, \"b\"", "É", false), new Row("line\nbreak", null, true));

        Assert.Equal("\ufefftext,other,flag,at\r\n\"a, \"\"b\"\"\",É,false,2026-03-04T05:06:07.000000Z\r\n\"line\nbreak\",,true,2026-03-04T05:06:07.000000Z\r\n", file);
        Assert.Equal("attachment; filename=\"log.csv\"", answer.Headers.ContentDisposition.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
    }

    [Fact]
    public async Task Json_of_several_pieces_is_one_list_without_what_is_not_there()
    {
        var (_, file) = await WriteAsync(asCsv: false, [.. Enumerable.Range(0, 1001).Select(n => new Row($"=<{n}", n is 0 ? "É" : null, true))]);

        using var json = JsonDocument.Parse(file);
        Assert.Equal(1001, json.RootElement.GetArrayLength());
        Assert.Equal("""{"text":"=\u003C0","other":"É","flag":true,"at":"2026-03-04T05:06:07.000000Z"}""", json.RootElement[0].GetRawText());
        Assert.False(json.RootElement[1].TryGetProperty("other", out _));
    }

    [Fact]
    public async Task Json_of_nothing_is_an_empty_list()
    {
        var (_, file) = await WriteAsync(asCsv: false);

        Assert.Equal(0, JsonDocument.Parse(file).RootElement.GetArrayLength());
    }

    private static async Task<(HttpResponse Answer, string File)> WriteAsync(bool asCsv, params Row[] rows)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Response.Body = body;
        var prepared = 0;
        var export = new LogExport<Row>(
            "log", asCsv, [new("text", row => row.Text), new("other", row => row.Other), new("flag", row => row.Flag), new("at", _ => At)],
            rows.ToAsyncEnumerable(), piece => Task.FromResult(prepared += piece.Count));

        await export.ExecuteResultAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()));

        Assert.Equal(rows.Length, prepared);
        return (http.Response, Encoding.UTF8.GetString(body.ToArray()));
    }

    private sealed record Row(string Text, string? Other, bool Flag);
}
