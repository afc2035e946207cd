namespace IdentityServer.SignIn.Audit;

/// <summary>Writes audit entries.</summary>
public interface IAuditLog
{
    /// <summary>Joins the unit of work: what happened and its entry are saved together.</summary>
    void Add(AuditEntry entry);
}
