using System.Security.Cryptography;
using System.Xml.Linq;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Startup;

/// <summary>
/// Tries the master key on the key ring. Data Protection itself would pass over what it can't read and start a new ring: every
/// secret kept so far would be lost without a word.
/// </summary>
internal sealed class RingCheck(IDbContextFactory<IdentityContext> contexts, RingCipher cipher)
{
    public async Task CheckAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var elements = await context.RingElements.AsNoTracking().OrderByDescending(e => e.CreatedUtc).Select(e => e.Xml).ToListAsync(ct);
        foreach (var part in elements.SelectMany(xml => XElement.Parse(xml).Descendants(RingCipher.ElementName)))
        {
            try
            {
                cipher.Decrypt(part);
                return;
            }
            catch (Exception e) when (e is CryptographicException or FormatException)
            {
                throw new StorageException("The encryption key (Encryption:Key or Encryption:KeyFile) is not the one that this database was written with.", e);
            }
        }
    }
}
