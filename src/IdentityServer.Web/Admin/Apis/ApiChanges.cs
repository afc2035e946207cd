using IdentityServer.Protocol;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Admin.Applications;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Apis;

/// <summary>Makes and changes APIs.</summary>
internal sealed class ApiChanges(CurrentActor current, IApiRegistry registry, ActorAudit audit, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts)
{
    private const int LongestResource = 400, LongestText = 200;

    public async Task<Api?> FindAsync(string resource, CancellationToken ct) =>
        current.Rights.Everywhere.HasFlag(Permissions.ReadServer) ? (await registry.ListAsync(ct)).FirstOrDefault(api => api.Resource == resource) : null;

    public async Task<ChangeOutcome> CreateAsync(ApiDraft draft, CancellationToken ct)
    {
        if (!MayChange) return new ChangeOutcome.Forbidden();

        var api = draft.Apply(new Api { Resource = draft.Resource?.Trim() ?? "", DisplayName = "" });
        if (await CheckAsync(api, ct) is { Count: > 0 } problems) return new ChangeOutcome.Refused(problems);

        registry.Add(api);
        Note(AuditEvents.ApiCreated, new Api { Resource = "", DisplayName = "" }, api);
        return await SaveAsync(api, ct);
    }

    public async Task<ChangeOutcome> ChangeAsync(Api api, ApiDraft draft, CancellationToken ct)
    {
        if (!MayChange) return new ChangeOutcome.Forbidden();
        if (draft.Version != api.Version) return new ChangeOutcome.Conflict();

        var after = draft.Apply(api);
        if (await CheckAsync(after, ct) is { Count: > 0 } problems) return new ChangeOutcome.Refused(problems);

        registry.Update(after);
        Note(AuditEvents.ApiChanged, api, after);
        return await SaveAsync(after, ct);
    }

    /// <returns>And the new secret, which nobody sees again. The one before it is good no longer.</returns>
    public async Task<(ChangeOutcome Outcome, string? Secret)> SetSecretAsync(Api api, CancellationToken ct)
    {
        if (!MayChange) return (new ChangeOutcome.Forbidden(), null);

        var secret = ApplicationSecrets.NewSecret();
        var after = api with { SecretHash = SecretHash.Create(secret) };
        registry.Update(after);
        Note(AuditEvents.ApiChanged, api, after);
        var outcome = await SaveAsync(after, ct);
        return (outcome, outcome is ChangeOutcome.Saved ? secret : null);
    }

    private bool MayChange => current.Rights.Everywhere.HasFlag(Permissions.ChangeServer);

    private async Task<List<FieldProblem>> CheckAsync(Api api, CancellationToken ct)
    {
        var problems = new List<FieldProblem>();
        if (api.Resource.Length is 0 or > LongestResource || !Uri.TryCreate(api.Resource, UriKind.Absolute, out _) || api.Resource.Any(c => c is <= ' ' or > '~' or '#'))
            problems.Add(new(nameof(ApiDraft.Resource), texts["Give a full address without a # part, as in https://api.example.com."]));
        if (api.DisplayName.Length is 0 or > LongestText || api.DisplayName.Any(char.IsControl)) problems.Add(new(nameof(ApiDraft.Name), texts["Give a name of at most {0} characters.", LongestText]));
        if (api.AccessTokenSignedResponseAlg is { } algorithm && !SignatureAlgorithms.Public.Contains(algorithm)) problems.Add(new(nameof(ApiDraft.Algorithm), texts["Choose one of the list."]));
        if (api.Scopes.Any(scope => !IsName(scope.Name) || scope.DisplayName is { Length: > LongestText }))
            problems.Add(new(nameof(ApiDraft.Scopes), texts["A permission's name has no spaces, accents or quotes, and its words have at most {0} characters.", LongestText]));
        var others = (await registry.ListAsync(ct)).Where(other => other.Resource != api.Resource).SelectMany(other => other.Scopes).Select(scope => scope.Name).ToHashSet(StringComparer.Ordinal);
        if (api.Scopes.FirstOrDefault(scope => others.Contains(scope.Name) || ScopeText.IsOpenIdScope(scope.Name) || api.Scopes.Count(same => same.Name == scope.Name) > 1) is { } taken)
            problems.Add(new(nameof(ApiDraft.Scopes), texts["The permission {0} is there already.", taken.Name]));
        return problems;
    }

    // RFC 6749 Appendix A.4.
    private static bool IsName(string name) => name.Length is > 0 and <= LongestText && !name.Any(c => c is < '!' or '"' or '\\' or > '~');

    private void Note(string what, Api before, Api after) => audit.Note(
        what, null, null,
        new AuditChanges()
            .Add("displayName", before.DisplayName, after.DisplayName)
            .Add("scopes", before.Scopes.Select(scope => scope.Name), after.Scopes.Select(scope => scope.Name))
            .Add("algorithm", before.AccessTokenSignedResponseAlg, after.AccessTokenSignedResponseAlg)
            .AddHidden("secret", before.SecretHash != after.SecretHash),
        $"API {after.Resource}");

    private async Task<ChangeOutcome> SaveAsync(Api api, CancellationToken ct) => await unitOfWork.SaveAsync(ct) switch
    {
        SaveOutcome.Saved => new ChangeOutcome.Saved(api.Resource),
        SaveOutcome.Taken => new ChangeOutcome.Refused([new FieldProblem(nameof(ApiDraft.Resource), texts["Another API has this address."])]),
        _ => new ChangeOutcome.Conflict(),
    };
}
