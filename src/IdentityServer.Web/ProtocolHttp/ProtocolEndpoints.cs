using IdentityServer.Protocol;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Discovery;
using IdentityServer.Protocol.Introspection;
using IdentityServer.Protocol.Revocation;
using IdentityServer.Protocol.Token;
using IdentityServer.Protocol.UserInfo;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>HTTP to the engine and back: the machines' endpoints.</summary>
internal static class ProtocolEndpoints
{
    // An answer without a body, as RFC 6750 §3.1 wants one, gets no page in its place.
    private static readonly SkipStatusCodePagesAttribute NoPage = new();

    private delegate Task<ProtocolResponse> Endpoint(ProtocolRequest request, CancellationToken ct);

    public static void MapProtocol(this WebApplication app)
    {
        var services = app.Services;
        var discovery = services.GetRequiredService<DiscoveryEndpoint>();
        MapPublic(app, ProtocolOptions.OpenIdConfigurationPath, _ => ValueTask.FromResult(discovery.Handle()));
        MapPublic(app, ProtocolOptions.AuthorizationServerMetadataPath, _ => ValueTask.FromResult(discovery.Handle()));
        MapPublic(app, ProtocolOptions.JwksPath, services.GetRequiredService<JwksEndpoint>().HandleAsync);

        MapPosted(app, ProtocolOptions.TokenPath, services.GetRequiredService<TokenEndpoint>().HandleAsync);
        MapPosted(app, ProtocolOptions.IntrospectionPath, services.GetRequiredService<IntrospectionEndpoint>().HandleAsync);
        MapPosted(app, ProtocolOptions.RevocationPath, services.GetRequiredService<RevocationEndpoint>().HandleAsync);
        MapUserInfo(app, services.GetRequiredService<UserInfoEndpoint>());

        app.MapMethods(ProtocolOptions.AuthorizePath, ["GET", "POST"], http => http.RequestServices.GetRequiredService<AuthorizeHttp>().HandleAsync(http));
    }

    private static void MapPublic(WebApplication app, string path, Func<CancellationToken, ValueTask<ProtocolResponse>> answer) =>
        app.MapGet(path, async http =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            await WriteAsync(http.Response, await answer(http.RequestAborted));
        });

    private static void MapPosted(WebApplication app, string path, Endpoint endpoint)
    {
        app.MapPost(path, async http =>
        {
            await AllowOriginAsync(http);
            var form = await FormText.ReadAsync(http.Request, http.RequestAborted);
            await AnswerAsync(http, endpoint, form);
        }).WithMetadata(NoPage);
        MapOtherMethods(app, path, "POST");
    }

    /// <summary>OpenID Connect Core §5.3.1: GET and POST; a token in a form is read too, one in the address never (RFC 9700 §4.3.2).</summary>
    private static void MapUserInfo(WebApplication app, UserInfoEndpoint endpoint)
    {
        app.MapGet(ProtocolOptions.UserInfoPath, async http =>
        {
            await AllowOriginAsync(http);
            await AnswerAsync(http, endpoint.HandleAsync, []);
        }).WithMetadata(NoPage);
        app.MapPost(ProtocolOptions.UserInfoPath, async http =>
        {
            await AllowOriginAsync(http);
            var form = http.Request.HasFormContentType ? await FormText.ReadAsync(http.Request, http.RequestAborted) : [];
            await AnswerAsync(http, endpoint.HandleAsync, form);
        }).WithMetadata(NoPage);
        MapOtherMethods(app, ProtocolOptions.UserInfoPath, "GET, POST");
    }

    private static async Task AnswerAsync(HttpContext http, Endpoint endpoint, List<KeyValuePair<string, string>>? form)
    {
        // RFC 6749 §3.2: parameters come in the body. What can't be read as a form is refused like any malformed request.
        if (form is null)
        {
            await WriteAsync(http.Response, ProtocolResponse.Error(OAuthError.InvalidRequest("The request body is not a form in UTF-8, or is too large.")));
            return;
        }

        var authorization = http.Request.Headers.Authorization;
        var request = new ProtocolRequest { Parameters = form, Authorization = authorization.Count == 0 ? null : authorization.ToString() };
        await WriteAsync(http.Response, await endpoint(request, http.RequestAborted));
    }

    private static async Task WriteAsync(HttpResponse response, ProtocolResponse answer)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.ContentType is null) return;

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, response.HttpContext.RequestAborted);
    }

    private static void MapOtherMethods(WebApplication app, string path, string allowed)
    {
        MapPreflight(app, path);
        app.Map(path, http =>
        {
            http.Response.Headers.Allow = allowed;
            return WriteAsync(http.Response, ProtocolResponse.Error(OAuthError.InvalidRequest("The method is not one of: " + allowed + "."), StatusCodes.Status405MethodNotAllowed));
        });
    }

    private static void MapPreflight(WebApplication app, string path) =>
        app.MapMethods(path, ["OPTIONS"], async http =>
        {
            await AllowOriginAsync(http);
            if (http.Response.Headers.AccessControlAllowOrigin.Count > 0)
            {
                http.Response.Headers.AccessControlAllowMethods = "GET, POST";
                http.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, DPoP";
                http.Response.Headers.AccessControlMaxAge = "600";
            }

            http.Response.StatusCode = StatusCodes.Status204NoContent;
        });

    /// <summary>Single-page applications may call from the origins of their registered redirect addresses. No cookie is ever read here.</summary>
    private static async ValueTask AllowOriginAsync(HttpContext http)
    {
        var origins = http.Request.Headers.Origin;
        if (origins.Count != 1) return;

        var origin = origins.ToString();
        http.Response.Headers.Vary = "Origin";
        if (!await http.RequestServices.GetRequiredService<IClientStore>().IsKnownOriginAsync(origin, http.RequestAborted)) return;

        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.AccessControlExposeHeaders = "WWW-Authenticate";
    }
}
