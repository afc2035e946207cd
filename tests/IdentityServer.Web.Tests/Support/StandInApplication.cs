using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Web.Tests.Support;

/// <summary>Where sign-ins come back to: a listener of its own that keeps what it was told, and shows a page.</summary>
internal sealed class StandInApplication : IAsyncDisposable
{
    public const string Heading = "Back in the application";

    public const string HomeHeading = "Welcome to the application";

    public const string SignedOutHeading = "Signed out of the application";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Callback> _callbacks = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _logoutTokens = new();

    private StandInApplication(WebApplication app) => _app = app;

    public string Origin { get; private set; } = "";

    public string RedirectUri => Origin + "/callback";

    public string HomeUri => Origin + "/home";

    public string SignedOutUri => Origin + "/signed-out";

    /// <summary>Where a client is told of ended sessions.</summary>
    public string BackchannelLogoutUri(string clientId) => $"{Origin}/ended/{clientId}";

    /// <summary>The logout tokens that came for a client so far.</summary>
    public IReadOnlyList<string> LogoutTokens(string clientId) => [.. _logoutTokens.GetValueOrDefault(clientId, [])];

    /// <summary>What the next logout tokens for a client are answered with; 200 for all others.</summary>
    public ConcurrentDictionary<string, int> LogoutAnswers { get; } = new();

    public static async Task<StandInApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = new StandInApplication(builder.Build());
        application._app.Map("/callback", application.CallBackAsync);
        application._app.MapGet("/home", http => WriteAsync(http, HomeHeading, []));
        application._app.MapGet("/signed-out", http => WriteAsync(http, SignedOutHeading, []));
        application._app.MapPost("/ended/{client}", application.EndAsync);
        await application._app.StartAsync();
        application.Origin = application._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return application;
    }

    /// <summary>What came back for a request; null if nothing has.</summary>
    public Callback? Find(string state) => _callbacks.GetValueOrDefault(state);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task EndAsync(HttpContext http)
    {
        var client = (string)http.Request.RouteValues["client"]!;
        var form = await http.Request.ReadFormAsync();
        _logoutTokens.GetOrAdd(client, _ => new()).Enqueue(form["logout_token"].ToString());
        http.Response.StatusCode = LogoutAnswers.GetValueOrDefault(client, StatusCodes.Status200OK);
    }

    private async Task CallBackAsync(HttpContext http)
    {
        var isPost = HttpMethods.IsPost(http.Request.Method);
        var parameters = isPost
            ? (await http.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString())
            : http.Request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());
        if (parameters.TryGetValue("state", out var state)) _callbacks[state] = new Callback(isPost, parameters);
        await WriteAsync(http, Heading, parameters);
    }

    private static Task WriteAsync(HttpContext http, string heading, Dictionary<string, string> parameters)
    {
        var list = new StringBuilder();
        foreach (var (name, value) in parameters) list.Append($"<dt>{WebUtility.HtmlEncode(name)}</dt><dd>{WebUtility.HtmlEncode(value)}</dd>");
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"""<!DOCTYPE html><html lang="en"><head><title>{heading}</title><link rel="icon" href="data:,"></head><body><h1>{heading}</h1><dl>{list}</dl></body></html>""");
    }
}

/// <summary>What the application was told.</summary>
internal sealed record Callback(bool IsPost, IReadOnlyDictionary<string, string> Parameters)
{
    public string? Code => Parameters.GetValueOrDefault("code");

    public string? Error => Parameters.GetValueOrDefault("error");
}
