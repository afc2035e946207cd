using System.Xml.Linq;
using IdentityServer.Storage.Model;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Secrets;

/// <summary>Keeps the Data Protection key ring in the database. (Data Protection asks for it synchronously, and seldom.)</summary>
internal sealed class RingRepository(IDbContextFactory<IdentityContext> contexts, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        return context.RingElements.AsNoTracking().OrderBy(e => e.CreatedUtc).Select(e => e.Xml).AsEnumerable().Select(XElement.Parse).ToList();
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = contexts.CreateDbContext();
        context.RingElements.Add(new RingElementRow
        {
            Id = Guid.CreateVersion7(),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
        });
        context.SaveChanges();
    }
}
