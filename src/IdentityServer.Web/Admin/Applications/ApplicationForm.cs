namespace IdentityServer.Web.Admin.Applications;

/// <summary>What the fields of an application need to know besides what is in them.</summary>
/// <param name="Kind">Null where it is still to be chosen.</param>
internal sealed record ApplicationForm(ApplicationDraft Draft, ApplicationKind Kind, IReadOnlyList<ScopeChoice> Scopes, bool IsNew)
{
    public bool SignsPeopleIn => Kind is not ApplicationKind.Machine;

    public bool KeepsSecret => Kind is ApplicationKind.Web or ApplicationKind.Machine;

    public IEnumerable<ScopeChoice> Choices => Scopes.Where(scope => SignsPeopleIn || scope.Api is not null);
}
