using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>The application's half of the protocol: authorization code with PKCE, state, nonce and the issuer check.</summary>
internal sealed class OidcClient(HttpClient http, ServerDirectory directory, IOptions<DemoOptions> options, TimeProvider clock)
{
    /// <param name="ask">Further parameters, such as prompt or acr_values.</param>
    public async Task<Result<string>> AuthorizeUrlAsync(PendingSignIn pending, IEnumerable<KeyValuePair<string, string?>> ask, CancellationToken ct)
    {
        var metadata = await directory.GetMetadataAsync(ct);
        if (!metadata.Succeeded) return metadata.Problem;

        return metadata.Value.AuthorizationEndpoint + QueryString.Create(
        [
            new("response_type", "code"),
            new("client_id", pending.ClientId),
            new("redirect_uri", options.Value.RedirectUri),
            new("scope", options.Value.Scope),
            new("state", pending.State),
            new("nonce", pending.Nonce),
            new("code_challenge", pending.Challenge),
            new("code_challenge_method", "S256"),
            .. ask,
        ]);
    }

    /// <summary>What the server sent back with the browser becomes tokens.</summary>
    public async Task<Result<Tokens>> RedeemAsync(PendingSignIn pending, IQueryCollection answer, CancellationToken ct)
    {
        var metadata = await directory.GetMetadataAsync(ct);
        if (!metadata.Succeeded) return metadata.Problem;

        // RFC 9207 §2.4: an answer of another server, mixed in, ends here.
        var issuer = answer["iss"].ToString();
        if (issuer != metadata.Value.Issuer && (metadata.Value.SendsIssuer || issuer.Length > 0))
            return new Problem(Problem.WrongIssuer, $"The answer is signed \"{issuer}\", not \"{metadata.Value.Issuer}\".");
        if (answer["error"].ToString() is { Length: > 0 } error) return new Problem(error, answer["error_description"]);
        if (answer["code"].ToString() is not { Length: > 0 } code) return new Problem(Problem.BadAnswer, "The answer holds neither a code nor an error.");

        var tokens = await AskForTokensAsync(metadata.Value, pending.ClientId,
            [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", options.Value.RedirectUri), new("code_verifier", pending.Verifier)], ct);
        if (!tokens.Succeeded) return tokens.Problem;
        if (SignedToken.Parse(tokens.Value.IdToken) is not { } idToken) return new Problem(Problem.BadIdToken, "The answer holds no ID token.");

        return await CheckAsync(metadata.Value, idToken, tokens.Value, pending.Nonce, ct) is { } flaw ? flaw : tokens;
    }

    public async Task<Result<Tokens>> RefreshAsync(Tokens old, CancellationToken ct)
    {
        if (old.RefreshToken is null) return new Problem(Problem.NoRefreshToken);
        var metadata = await directory.GetMetadataAsync(ct);
        if (!metadata.Succeeded) return metadata.Problem;

        var tokens = await AskForTokensAsync(metadata.Value, old.ClientId, [new("grant_type", "refresh_token"), new("refresh_token", old.RefreshToken)], ct);
        if (!tokens.Succeeded) return tokens.Problem;

        // OpenID Connect Core §12.2: a new ID token speaks of the same person; where there is none, the old one stands.
        if (SignedToken.Parse(tokens.Value.IdToken) is not { } idToken) return tokens.Value with { IdToken = old.IdToken };
        if (idToken.Text("sub") != SignedToken.Parse(old.IdToken)?.Text("sub")) return new Problem(Problem.BadIdToken, "The new ID token is about somebody else.");
        return await CheckAsync(metadata.Value, idToken, tokens.Value, idToken.Text("nonce"), ct) is { } flaw ? flaw : tokens;
    }

    public async Task<Result<JsonDocument>> UserInfoAsync(Tokens tokens, CancellationToken ct)
    {
        var metadata = await directory.GetMetadataAsync(ct);
        if (!metadata.Succeeded) return metadata.Problem;

        using var request = new HttpRequestMessage(HttpMethod.Get, metadata.Value.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return await SendAsync<JsonDocument>(request, response => new Problem(
            response.StatusCode == System.Net.HttpStatusCode.Unauthorized ? "invalid_token" : Problem.BadAnswer, response.Headers.WwwAuthenticate.ToString()), ct) switch
        {
            { Succeeded: true } answer when answer.Value.RootElement.ValueKind != JsonValueKind.Object => new Problem(Problem.BadAnswer, "Userinfo is no object."),

            // OpenID Connect Core §5.3.2.
            { Succeeded: true } answer when !SpeaksOf(answer.Value, tokens) => new Problem(Problem.BadAnswer, "Userinfo is about somebody else."),
            var answer => answer,
        };
    }

    /// <summary>RP-initiated logout; home, if the server has none.</summary>
    public async Task<string> SignOutUrlAsync(Tokens tokens, string uiLocales, CancellationToken ct)
    {
        var metadata = await directory.GetMetadataAsync(ct);
        return metadata.Value?.EndSessionEndpoint is { } endSession
            ? endSession + QueryString.Create(new Dictionary<string, string?>
            {
                ["id_token_hint"] = tokens.IdToken,
                ["client_id"] = tokens.ClientId,
                ["post_logout_redirect_uri"] = options.Value.HomeUri,
                ["ui_locales"] = uiLocales,
            })
            : options.Value.HomeUri;
    }

    private async Task<Result<Tokens>> AskForTokensAsync(
        ServerMetadata metadata, string clientId, IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        // RFC 6749 §2.3.1: form-encoded first, then Basic.
        var client = options.Value.Find(clientId);
        var credentials = $"{Uri.EscapeDataString(client.ClientId)}:{Uri.EscapeDataString(client.ClientSecret)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, metadata.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

        var answer = await SendAsync<TokenAnswer>(request, null, ct);
        if (!answer.Succeeded) return answer.Problem;
        if (answer.Value.Error is { } error) return new Problem(error, answer.Value.ErrorDescription);
        if (answer.Value.AccessToken is not { } accessToken) return new Problem(Problem.BadAnswer, "The answer holds no access token.");
        return new Tokens(client.ClientId, accessToken, answer.Value.IdToken, answer.Value.RefreshToken, answer.Value.Scope, clock.GetUtcNow());
    }

    private async Task<Problem?> CheckAsync(ServerMetadata metadata, SignedToken idToken, Tokens tokens, string? nonce, CancellationToken ct)
    {
        var key = await directory.FindKeyAsync(idToken.KeyId, ct);
        return key.Succeeded
            ? new IdTokenCheck(metadata.Issuer, tokens.ClientId, nonce, clock.GetUtcNow()).Check(idToken, key.Value, tokens.AccessToken)
            : key.Problem;
    }

    private async Task<Result<T>> SendAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, Problem>? onRefusal, CancellationToken ct)
        where T : class
    {
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode && onRefusal is not null) return onRefusal(response);
            return await response.Content.ReadFromJsonAsync<T>(ct) is { } value ? value : new Problem(Problem.BadAnswer, $"{request.RequestUri} answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException exception)
        {
            return new Problem(Problem.Unreachable, exception.Message);
        }
        catch (JsonException)
        {
            return new Problem(Problem.BadAnswer, $"{request.RequestUri} did not answer with JSON.");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Problem(Problem.Unreachable, $"{request.RequestUri} did not answer in time.");
        }
    }

    private static bool SpeaksOf(JsonDocument userInfo, Tokens tokens) =>
        userInfo.RootElement.TryGetProperty("sub", out var subject) && subject.ValueEquals(SignedToken.Parse(tokens.IdToken)?.Text("sub"));
}
