using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>What has happened in an organization, written into its logs.</summary>
internal static class LogStories
{
    public static async Task<Guid> IdOfAsync(ServerFixture server, Company company)
    {
        var store = server.Services.GetRequiredService<IOrganizationStore>();
        return (await store.FindBySlugAsync(company.Slug, TestContext.Current.CancellationToken))!.Id;
    }

    public static async Task WriteAsync(ServerFixture server, params AuditEntry[] entries)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<IAuditLog>();
        foreach (var entry in entries) log.Add(entry);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken);
    }

    public static async Task SendAsync(ServerFixture server, params Message[] messages)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IOutbox>();
        foreach (var message in messages) outbox.Add(message);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Numbers everything written so far, as the server does every few seconds.</summary>
    public static async Task SealAsync(ServerFixture server)
    {
        var chain = server.Services.GetRequiredService<IAuditChain>();
        while ((await chain.CountUnsealedAsync(DateTime.UtcNow.AddDays(400), TestContext.Current.CancellationToken)).Count > 0)
            await chain.SealAsync(500, TestContext.Current.CancellationToken);
    }

    /// <summary>A month in which people came, mostly without trouble.</summary>
    public static async Task LiveAMonthAsync(ServerFixture server, Guid organization)
    {
        var now = server.Clock.GetUtcNow().UtcDateTime;
        var entries = new List<AuditEntry>();
        for (var day = 1; day < 30; day++)
        {
            var isWorkday = now.AddDays(-day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            for (var n = (isWorkday ? 20 : 3) + (day * 7 % 11); n > 0; n--)
            {
                var failed = (n + day) % 6 is 0;
                entries.Add(Entry(organization, now.AddDays(-day).AddMinutes(n), failed ? AuditEvents.FactorRejected : AuditEvents.SignedIn, !failed));
            }
        }

        await WriteAsync(server, [.. entries]);
        await SealAsync(server);
    }

    public static AuditEntry Entry(Guid organization, DateTime atUtc, string what, bool succeeded = true) => new()
    {
        Id = Guid.CreateVersion7(), AtUtc = atUtc, Event = what, Succeeded = succeeded, OrganizationId = organization, Address = "192.0.2.17",
        UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    };

    public static Message Mail(Guid organization, DateTime atUtc, string to) => new()
    {
        Id = Guid.CreateVersion7(), Channel = Channel.Email, To = to, Subject = "News", Text = "News", Template = "new-device", Culture = "fr", OrganizationId = organization,
        CreatedUtc = atUtc, ExpiresUtc = atUtc.AddDays(1),
    };
}
