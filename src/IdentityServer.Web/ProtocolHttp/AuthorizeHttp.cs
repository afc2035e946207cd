using System.Globalization;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tokens;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>GET and POST /authorize: from the application's request to the first page, or straight back.</summary>
internal sealed class AuthorizeHttp(
    AuthorizeEndpoint endpoint, IClientStore clients, JourneyStart start, JourneyFinish finish, ApplicationAnswers answers, SignInPaths paths,
    RequestLimits limits, IStringLocalizer<Texts> texts)
{
    /// <summary>Where an error that must not go to any application is left for the page that shows it.</summary>
    public static readonly object ErrorItem = new();

    public async Task HandleAsync(HttpContext http)
    {
        var ct = http.RequestAborted;

        // A form_post answer is a page for a moment, and this is no Razor page that would have its language already.
        CultureInfo.CurrentUICulture = Cultures.All[Cultures.FirstOf(http.Request.Headers.AcceptLanguage.ToString()) ?? Cultures.Default];
        if (await ReadAsync(http, ct) is not { } parameters) return;

        switch (await endpoint.ReadAsync(parameters, ct))
        {
            case AuthorizeReading.Shown shown:
                http.Items[ErrorItem] = shown.Error;
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
            case AuthorizeReading.Answered answered:
                await new AnswerResult(answered.Answer, texts).ExecuteAsync(http);
                break;
            case AuthorizeReading.Valid valid:
                await BeginAsync(http, valid.Request, valid.Request.ToJson(), ct);
                break;
        }
    }

    /// <summary>Begins anew with a request that a journey has kept, for whoever comes back to a journey that is over.</summary>
    public async Task AgainAsync(HttpContext http, string request, CancellationToken ct) =>
        await BeginAsync(http, AuthorizeRequest.FromJson(request), request, ct);

    private async Task BeginAsync(HttpContext http, AuthorizeRequest request, string json, CancellationToken ct)
    {
        // RFC 9470 §5: an essential acr that this server doesn't know can't be met.
        if (request.EssentialAcr && request.AcrValues.All(acr => Strengths.FromAcr(acr) is null))
        {
            await answers.Refuse(json, StepErrors.ErrorOf(new SignInStep.StrengthOutOfReach())).ExecuteAsync(http);
            return;
        }

        var client = await clients.FindAsync(request.ClientId, ct);
        var demands = DemandsOf(request, client);
        var beginning = await start.BeginAsync(demands, json, null, ct);
        if (beginning.Reading.Step is SignInStep.Finish)
        {
            await (await finish.AnswerAsync(beginning.Journey, beginning.Reading, ct)).ExecuteAsync(http);
            return;
        }

        if (demands.Silent)
        {
            await answers.Refuse(json, StepErrors.ErrorOf(beginning.Reading.Step)).ExecuteAsync(http);
            return;
        }

        if (!await limits.MayBeginAsync(Visitor.From(http.Connection.RemoteIpAddress, null), ct))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        var journey = await start.KeepAsync(beginning.Journey, ct);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = paths.Of(journey, beginning.Reading);
    }

    private static JourneyDemands DemandsOf(AuthorizeRequest request, Client? client)
    {
        var asked = request.AcrValues.Select(Strengths.FromAcr).OfType<Strength>().ToList();
        var asksConsent = request.Prompts.Contains("consent");
        return new JourneyDemands
        {
            ClientId = request.ClientId,
            OwnerId = client?.OrganizationId,
            Silent = request.Prompts.Contains("none"),
            FreshSignIn = request.Prompts.Contains("login"),
            SelectAccount = request.Prompts.Contains("select_account"),
            AskConsent = asksConsent,
            MaxAgeSeconds = request.MaxAgeSeconds,
            Strength = asked.Count > 0 ? asked.Min() : null,
            StrengthIsEssential = request.EssentialAcr,
            LoginHint = request.LoginHint,
            RequestedAccountId = request.RequestedSubject is { } sub ? SubjectIdentifier.Parse(sub) ?? Guid.Empty : null,
            DomainHint = request.DomainHint,
            Culture = Cultures.FirstOf(request.UiLocales),
            ScopesToConsent = asksConsent || client?.RequireConsent == true ? request.Scopes : [],
        };
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (!HttpMethods.IsPost(http.Request.Method)) return FormText.Parse(http.Request.QueryString.Value.AsSpan().TrimStart('?'));

        var form = await FormText.ReadAsync(http.Request, ct);
        if (form is null)
        {
            http.Items[ErrorItem] = Protocol.OAuthError.InvalidRequest("The request body is not a form, or is too large.");
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        // A form on the application's page is cross-site, so the browser keeps our cookies back. The same as a link, it brings them.
        var query = QueryString.Create(form.Select(parameter => new KeyValuePair<string, string?>(parameter.Key, parameter.Value))).Value!;
        if (query.Length > 7000 || http.Request.Cookies.Count > 0) return form;

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Protocol.ProtocolOptions.AuthorizePath + query;
        return null;
    }
}
