using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>One sign-in, step by step.</summary>
[ConsolePage(Permissions.ReadLogs)]
internal sealed class SignInModel(LogDesk desk, IAuditLogReader reader, LogNames names) : PageModel
{
    public LogNames Names => names;

    public SignInTrace Trace { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await reader.FindSignInAsync(id, desk.Reach, ct) is not { } trace) return NotFound();

        Trace = trace;
        await names.LearnAsync(trace.Steps, ct);
        return Page();
    }
}
