using IdentityServer.Protocol;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Keys;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>One of "apis". It states all of the API: a field that is left out has its default.</summary>
internal sealed record ApiEntry(Api Api, Given<string>? Secret, Func<string, Place> At)
{
    internal static readonly Shape<ApiScope> ScopeShape = new Shape<ApiScope>(new ApiScope { Name = "" })
        .Add("name", new TextForm(ScopeName), s => s.Name, (s, value) => s with { Name = value }, required: true)
        .AddText("displayName", Rules.Line(200), s => s.DisplayName, (s, value) => s with { DisplayName = value })
        .AddText("description", Rules.Line(1000), s => s.Description, (s, value) => s with { Description = value })
        .Add("required", new FlagForm(), s => s.Required, (s, value) => s with { Required = value });

    internal static readonly Shape<Api> Shape = new Shape<Api>(Blank)
        .Add("resource", new TextForm(Rules.Resource), a => a.Resource, (a, value) => a with { Resource = value }, required: true)
        .Add("displayName", new TextForm(Rules.Line(200)), a => a.DisplayName, (a, value) => a with { DisplayName = value }, required: true)
        .Add("scopes", new ListForm<ApiScope>(ScopeShape, scope => scope.Name), a => a.Scopes, (a, value) => a with { Scopes = value })
        .AddText(
            "accessTokenSignedResponseAlg",
            Rules.OneOf("algorithm", SignatureAlgorithms.Public),
            a => a.AccessTokenSignedResponseAlg,
            (a, value) => a with { AccessTokenSignedResponseAlg = value });

    private static Api Blank => new() { Resource = "", DisplayName = "" };

    internal static ApiEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var api = Shape.Read(fields)(Blank);
        var secret = fields.Take("secret", new TextForm(Rules.ClientSecret));
        fields.Close();
        return new(api, secret, fields.At);
    }

    private static string? ScopeName(ref string text)
    {
        if (Rules.Scope(ref text) is { } sentence) return sentence;
        return ScopeText.IsOpenIdScope(text) ? $"\"{text}\" is a scope of OpenID Connect and can't belong to an API" : null;
    }
}
