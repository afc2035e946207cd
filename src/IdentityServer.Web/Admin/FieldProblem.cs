namespace IdentityServer.Web.Admin;

/// <summary>Why a field can't be taken, in the language of the request.</summary>
/// <param name="Field">The property's name; empty where it is about the whole.</param>
internal sealed record FieldProblem(string Field, string Text);

/// <summary>How a change ended.</summary>
internal abstract record ChangeOutcome
{
    private ChangeOutcome()
    {
    }

    /// <param name="Id">Of what was changed or made.</param>
    public sealed record Saved(string Id) : ChangeOutcome;

    /// <summary>Nothing was saved.</summary>
    public sealed record Refused(IReadOnlyList<FieldProblem> Problems) : ChangeOutcome;

    /// <summary>Somebody else has changed it meanwhile; nothing was saved.</summary>
    public sealed record Conflict : ChangeOutcome;

    /// <summary>Whoever asks may not do this; nothing was saved.</summary>
    public sealed record Forbidden : ChangeOutcome;
}
