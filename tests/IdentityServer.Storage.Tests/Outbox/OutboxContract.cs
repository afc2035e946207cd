using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Outbox;
using IdentityServer.Storage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Outbox;

public abstract class OutboxContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private IOutboxStore Store => Host.Get<IOutboxStore>();

    [Fact]
    public async Task A_message_arrives_at_the_dispatcher_as_it_was_left()
    {
        var message = await AddAsync();

        var entry = Assert.Single(await TakeAsync(Times.Now), taken => taken.Message.Id == message.Id);

        Assert.Equivalent(message, entry.Message, strict: true);
        Assert.Equal(0, entry.Attempts);
    }

    [Fact]
    public async Task Every_message_is_taken_by_one_of_many_dispatchers()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 20; n++) ids.Add((await AddAsync()).Id);

        var taken = await InParallelAsync(10, _ => Store.TakeDueAsync(7, Times.Now, Lease, Ct));

        var mine = taken.SelectMany(entries => entries).Select(entry => entry.Message.Id).Where(ids.Contains).ToList();
        Assert.Equal(mine.Distinct(), mine);
        mine.AddRange((await TakeAsync(Times.Now)).Select(entry => entry.Message.Id).Where(ids.Contains));
        Assert.Equal(ids.Order(), mine.Order());
    }

    [Fact]
    public async Task A_lease_that_ran_out_lets_another_try()
    {
        var message = await AddAsync();
        await TakeAsync(Times.Now);

        Assert.DoesNotContain(await TakeAsync(Times.In(59)), taken => taken.Message.Id == message.Id);

        Assert.Equal(1, Assert.Single(await TakeAsync(Times.In(60)), taken => taken.Message.Id == message.Id).Attempts);
    }

    [Fact]
    public async Task A_failed_attempt_waits_for_the_next()
    {
        var message = await AddAsync();
        await TakeAsync(Times.Now);

        await Store.CompleteAsync(message.Id, DeliveryState.Queued, Times.In(300), "451 try later", Times.Now, Ct);

        Assert.DoesNotContain(await TakeAsync(Times.In(299)), taken => taken.Message.Id == message.Id);
        Assert.Contains(await TakeAsync(Times.In(300)), taken => taken.Message.Id == message.Id && taken.Message.Text == message.Text);
    }

    [Theory]
    [InlineData(DeliveryState.Sent)]
    [InlineData(DeliveryState.Dead)]
    [InlineData(DeliveryState.Expired)]
    public async Task A_message_that_is_done_loses_its_content(DeliveryState state)
    {
        var message = await AddAsync();

        await Store.CompleteAsync(message.Id, state, null, "250 " + new string('x', 900), Times.In(5), Ct);

        var row = await FindAsync(message.Id);
        Assert.Null(row!.Content);
        Assert.Equal((state, Times.In(5)), (row.State, row.CompletedUtc));
        Assert.DoesNotContain(await TakeAsync(Times.In(9000)), taken => taken.Message.Id == message.Id);
    }

    [Fact]
    public async Task A_message_that_can_not_be_decrypted_is_given_up_and_holds_up_no_other()
    {
        var (broken, good) = (await AddAsync(), await AddAsync());
        await using (var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct))
            await context.Outbox.Where(m => m.Id == broken.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Content, "garbage"), Ct);

        var taken = (await TakeAsync(Times.Now)).Select(entry => entry.Message.Id).ToList();

        Assert.Contains(good.Id, taken);
        Assert.DoesNotContain(broken.Id, taken);
        Assert.Equal(DeliveryState.Dead, (await FindAsync(broken.Id))!.State);
    }

    [Fact]
    public async Task Lists_the_newest_first()
    {
        var late = DateTime.SpecifyKind(DateTime.MaxValue.Date, DateTimeKind.Utc);
        var first = await AddAsync(m => m with { CreatedUtc = late.AddDays(-2) });
        var second = await AddAsync(m => m with { CreatedUtc = late.AddDays(-1) });

        var listed = await Store.ListAsync(2, Ct);

        Assert.Equal([second.Id, first.Id], listed.Select(summary => summary.Id));
        Assert.Equal((second.To, second.Template, DeliveryState.Queued), (listed[0].To, listed[0].Template, listed[0].State));
    }

    [Fact]
    public async Task The_log_of_messages_tells_what_became_of_each_in_reach()
    {
        var organization = Guid.NewGuid();
        var first = await AddAsync(m => m with { OrganizationId = organization, CreatedUtc = Times.In(-20) });
        var second = await AddAsync(m => m with { OrganizationId = organization, CreatedUtc = Times.In(-10), To = "+15145550163", Channel = Channel.Sms, Template = "code" });
        var elsewhere = await AddAsync();
        await TakeAsync(Times.Now);
        await Store.CompleteAsync(first.Id, DeliveryState.Dead, null, "550 no such box", Times.Now, Ct);
        var here = new MessageQuery([organization]);

        var all = await LogAsync(here);

        Assert.Equal([second.Id, first.Id], all.Select(trace => trace.Id));
        Assert.Equal((DeliveryState.Dead, 1, "550 no such box", null, Times.Now), (all[1].State, all[1].Attempts, all[1].Answer, all[1].NextUtc, all[1].CompletedUtc));
        Assert.NotNull(all[0].NextUtc);
        Assert.Equal([first.Id], (await LogAsync(here, (second.CreatedUtc, second.Id))).Select(trace => trace.Id));
        MessageQuery[] ofTheFirst =
        [
            here with { State = DeliveryState.Dead }, here with { Channel = Channel.Email }, here with { To = "peter" }, here with { UntilUtc = Times.In(-10) },
            here with { Template = "sign-in-code" },
        ];
        foreach (var query in ofTheFirst) Assert.Equal([first.Id], (await LogAsync(query)).Select(trace => trace.Id));
        Assert.Empty(await LogAsync(new MessageQuery([]) { OrganizationId = organization }));
        Assert.Empty(await LogAsync(new MessageQuery([elsewhere.OrganizationId!.Value]) { OrganizationId = organization }));
        Assert.Equal(2, (await LogAsync(new MessageQuery(null) { OrganizationId = organization })).Count);
        Assert.Equal(2, await Host.InScopeAsync<IMessageReader, int>(async reader => await reader.ReadAsync(here, Ct).CountAsync(Ct)));
    }

    [Fact]
    public async Task No_message_leaves_without_its_cause()
    {
        var taken = await SaveAccountAsync();
        var message = New();
        await using var scope = Host.Scope();

        scope.ServiceProvider.GetRequiredService<IOutbox>().Add(message);
        scope.ServiceProvider.GetRequiredService<IAccountStore>().Add(taken with { Id = Guid.NewGuid() });
        Assert.IsType<SaveOutcome.Taken>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(Ct));

        Assert.Null(await FindAsync(message.Id));
    }

    private Task<IReadOnlyList<MessageTrace>> LogAsync(MessageQuery query, (DateTime CreatedUtc, Guid Id)? after = null) =>
        Host.InScopeAsync<IMessageReader, IReadOnlyList<MessageTrace>>(reader => reader.ListAsync(query, after, 10, Ct));

    private static Message New() => new()
    {
        Id = Guid.CreateVersion7(), Channel = Channel.Email, To = "peter@yahoo.example", From = "DMC Hosting <no-reply@dmchosting.example>",
        Subject = "Your code", Text = "Code 14775507", Html = "<b>14775507</b>", Template = "sign-in-code", Culture = "fr", OrganizationId = Guid.NewGuid(),
        Values = new Dictionary<string, string> { ["code"] = "14775507" }, CreatedUtc = Times.Now, ExpiresUtc = Times.In(600),
    };

    private async Task<Message> AddAsync(Func<Message, Message>? change = null)
    {
        var message = change?.Invoke(New()) ?? New();
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IOutbox>(outbox => outbox.Add(message)));
        return message;
    }

    private Task<IReadOnlyList<OutboxEntry>> TakeAsync(DateTime now) => Store.TakeDueAsync(1000, now, Lease, Ct);

    private async Task<OutboxRow?> FindAsync(Guid id)
    {
        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        return await context.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, Ct);
    }
}
