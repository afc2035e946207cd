using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.Data;

/// <summary>"Download my data".</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class IndexModel(AccountData data, AccountAudit audit, IUnitOfWork unitOfWork) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        audit.Note(AuditEvents.DataDownloaded);
        await unitOfWork.SaveAsync(ct);
        return File(await data.WriteAsync(ct), "application/json", "my-data.json");
    }
}
