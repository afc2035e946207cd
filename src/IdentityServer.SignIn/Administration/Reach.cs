namespace IdentityServer.SignIn.Administration;

/// <summary>How far a permission goes: some organizations, or everything there is, that which belongs to no organization too.</summary>
public sealed record Reach
{
    public static readonly Reach Everything = new();

    private Reach()
    {
    }

    public Reach(IReadOnlyCollection<Guid> organizationIds) => OrganizationIds = organizationIds;

    /// <summary>Null: everything.</summary>
    public IReadOnlyCollection<Guid>? OrganizationIds { get; }

    public bool IsNothing => OrganizationIds is { Count: 0 };

    public bool Contains(Guid? organizationId) => OrganizationIds is not { } some || (organizationId is { } id && some.Contains(id));
}
