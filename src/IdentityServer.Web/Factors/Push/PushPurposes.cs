namespace IdentityServer.Web.Factors.Push;

/// <summary>What challenges of this factor are for. Stored.</summary>
internal static class PushPurposes
{
    /// <summary>A sign-in to approve.</summary>
    public const string Approval = "push";

    /// <summary>The wizard's test request, which a device has to pass before it is saved as a method.</summary>
    public const string Test = "push:test";

    /// <summary>A code to pair with.</summary>
    public const string Pairing = "push:pair";

    /// <summary>A device that was paired and has not passed the test yet.</summary>
    public const string Device = "push:device";
}
