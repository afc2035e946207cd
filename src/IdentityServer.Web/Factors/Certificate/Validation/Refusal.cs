namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>Why a certificate does not count. The person is told the kind; the audit log has the detail.</summary>
internal enum Refusal
{
    /// <summary>The browser sent none.</summary>
    None,

    Expired,

    NotYetValid,

    Revoked,

    /// <summary>Whether it was revoked could not be found out.</summary>
    RevocationUnknown,

    /// <summary>No authority that the organization trusts has issued it.</summary>
    Untrusted,

    /// <summary>It was issued for something else than signing in.</summary>
    WrongUsage,

    /// <summary>Its key or its signature is too weak.</summary>
    Weak,

    /// <summary>It belongs to nobody, or to somebody else: the person is not told which.</summary>
    NotYours,

    /// <summary>The way there took too long, or was gone before.</summary>
    Interrupted,

    TooManyTries,
}
