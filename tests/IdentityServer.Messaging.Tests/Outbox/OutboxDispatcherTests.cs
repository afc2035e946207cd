using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Outbox;

public sealed class OutboxDispatcherTests
{
    private readonly ManualClock _clock = new();
    private readonly FakeOutbox _outbox = new();
    private readonly OutboxOptions _options = new();

    [Fact]
    public async Task Sends_what_is_due_through_the_sender_of_its_channel()
    {
        var mail = Messages.Mail();
        var text = Messages.Mail() with { Channel = Channel.Sms, To = "+15145550163" };
        var (mails, texts) = (Answering(Channel.Email, "202 accepted"), Answering(Channel.Sms, "queued"));
        _outbox.Queue(mail);
        _outbox.Queue(text);

        var taken = await Dispatcher(mails, texts).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, taken);
        Assert.Equal(new FakeOutbox.Note(DeliveryState.Sent, null, "202 accepted"), _outbox.Notes[mail.Id]);
        Assert.Equal(new FakeOutbox.Note(DeliveryState.Sent, null, "queued"), _outbox.Notes[text.Id]);
        Assert.Equal([mail.Id], mails.Sent);
        Assert.Equal([text.Id], texts.Sent);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 30)]
    [InlineData(2, 120)]
    [InlineData(3, 600)]
    [InlineData(4, 3600)]
    public async Task Waits_longer_after_every_failure(int attemptsBefore, int seconds)
    {
        var mail = Messages.Mail();
        _outbox.Queue(mail, attemptsBefore);

        await Dispatcher(Failing("503 later")).RunOnceAsync(TestContext.Current.CancellationToken);

        var note = _outbox.Notes[mail.Id];
        Assert.Equal(DeliveryState.Queued, note.State);
        Assert.InRange(note.NextAttemptUtc!.Value, _clock.UtcNow.AddSeconds(seconds * 0.8), _clock.UtcNow.AddSeconds(seconds * 1.2));
        Assert.Equal("HttpRequestException: 503 later", note.Answer);
    }

    [Fact]
    public async Task Gives_up_after_the_sixth_attempt()
    {
        var mail = Messages.Mail();
        _outbox.Queue(mail, attempts: 5);

        await Dispatcher(Failing("550 no such mailbox")).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new FakeOutbox.Note(DeliveryState.Dead, null, "HttpRequestException: 550 no such mailbox"), _outbox.Notes[mail.Id]);
    }

    [Fact]
    public async Task Drops_what_has_expired_without_sending_it()
    {
        var mail = Messages.Mail() with { ExpiresUtc = _clock.UtcNow };
        var sender = Answering(Channel.Email, "ok");
        _outbox.Queue(mail);

        await Dispatcher(sender).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DeliveryState.Expired, _outbox.Notes[mail.Id].State);
        Assert.Empty(sender.Sent);
    }

    [Fact]
    public async Task Drops_at_once_what_would_expire_before_its_next_attempt()
    {
        var mail = Messages.Mail() with { ExpiresUtc = _clock.UtcNow.AddMinutes(5) };
        _outbox.Queue(mail, attempts: 3);

        await Dispatcher(Failing("503 later")).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DeliveryState.Expired, _outbox.Notes[mail.Id].State);
    }

    [Fact]
    public async Task Retries_a_message_that_has_no_sender_and_says_why()
    {
        var text = Messages.Mail() with { Channel = Channel.Voice };
        _outbox.Queue(text);

        await Dispatcher(Answering(Channel.Email, "ok")).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DeliveryState.Queued, _outbox.Notes[text.Id].State);
        Assert.Contains("No sender for Voice is set up.", _outbox.Notes[text.Id].Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_hangs_counts_as_failed_and_delays_no_other_message()
    {
        var (stuck, quick) = (Messages.Mail(), Messages.Mail() with { Channel = Channel.Sms });
        var hanging = new TaskCompletionSource();
        var sender = new FakeSender(Channel.Email, async (_, ct) =>
        {
            hanging.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return null;
        });
        _outbox.Queue(stuck);
        _outbox.Queue(quick);

        var pass = Dispatcher(sender, Answering(Channel.Sms, "ok")).RunOnceAsync(TestContext.Current.CancellationToken);
        await hanging.Task;
        _clock.Advance(_options.SendTimeout);
        await pass;

        Assert.Equal(DeliveryState.Sent, _outbox.Notes[quick.Id].State);
        Assert.Equal(DeliveryState.Queued, _outbox.Notes[stuck.Id].State);
        Assert.Equal("No answer within 30 s.", _outbox.Notes[stuck.Id].Answer);
    }

    [Fact]
    public async Task Notes_no_code_that_a_provider_quotes()
    {
        var mail = Messages.Mail();
        _outbox.Queue(mail);

        await Dispatcher(Failing("cannot deliver 'code 14775507'")).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal("HttpRequestException: cannot deliver 'code …'", _outbox.Notes[mail.Id].Answer);
    }

    [Fact]
    public async Task Shortens_a_long_answer()
    {
        var mail = Messages.Mail();
        _outbox.Queue(mail);

        await Dispatcher(Answering(Channel.Email, new string('x', 5000))).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(500, _outbox.Notes[mail.Id].Answer!.Length);
    }

    [Fact]
    public async Task Stopping_leaves_a_message_to_its_lease_and_notes_one_that_is_out()
    {
        var (sent, unfinished) = (Messages.Mail(), Messages.Mail() with { Channel = Channel.Sms });
        using var stop = new CancellationTokenSource();
        var mails = new FakeSender(Channel.Email, async (_, _) =>
        {
            await stop.CancelAsync();
            return "ok";
        });
        var texts = new FakeSender(Channel.Sms, async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return null;
        });
        _outbox.Queue(unfinished);
        _outbox.Queue(sent);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatcher(mails, texts).RunOnceAsync(stop.Token));

        Assert.Equal(DeliveryState.Sent, _outbox.Notes[sent.Id].State);
        Assert.DoesNotContain(unfinished.Id, _outbox.Notes.Keys);
    }

    [Fact]
    public async Task A_note_that_fails_is_told_after_the_others_were_made()
    {
        var (lost, kept) = (Messages.Mail(), Messages.Mail());
        _outbox.FailToNote.Add(lost.Id);
        _outbox.Queue(lost);
        _outbox.Queue(kept);

        await Assert.ThrowsAsync<IOException>(() => Dispatcher(Answering(Channel.Email, "ok")).RunOnceAsync(TestContext.Current.CancellationToken));

        Assert.Equal(DeliveryState.Sent, _outbox.Notes[kept.Id].State);
    }

    [Fact]
    public async Task Holds_messages_for_longer_than_a_send_may_take()
    {
        await Dispatcher().RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.True(_outbox.Lease > _options.SendTimeout);
    }

    [Fact]
    public async Task A_message_that_the_provider_will_never_take_is_given_up_at_once_with_its_reason()
    {
        var mail = Messages.Mail();
        _outbox.Queue(mail);
        var refusing = new FakeSender(Channel.Email, (_, _) => throw new MessageRefusedException("SendGrid answered 400: 14775507 is no address"));

        await Dispatcher(refusing).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new FakeOutbox.Note(DeliveryState.Dead, null, "SendGrid answered 400: … is no address"), _outbox.Notes[mail.Id]);
    }

    [Fact]
    public async Task What_is_sent_again_goes_through_the_second_provider_where_there_is_one()
    {
        var (first, second, only) = (Answering(Channel.Sms, "first"), Answering(Channel.Sms, "second"), Answering(Channel.Voice, "only"));
        var (text, again, call) = (Messages.Mail() with { Channel = Channel.Sms }, Messages.Mail() with { Channel = Channel.Sms, BySecondProvider = true },
            Messages.Mail() with { Channel = Channel.Voice, BySecondProvider = true });
        foreach (var message in new[] { text, again, call }) _outbox.Queue(message);
        var routes = new SenderRoutes(new Dictionary<Channel, SenderRoute> { [Channel.Sms] = new(first, second), [Channel.Voice] = new(only) });

        await new OutboxDispatcher(_outbox, routes, _options, _clock).RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["first", "second", "only"], new[] { text, again, call }.Select(message => _outbox.Notes[message.Id].Answer));
    }

    private OutboxDispatcher Dispatcher(params FakeSender[] senders) =>
        new(_outbox, new SenderRoutes(senders.ToDictionary(sender => sender.Channel, sender => new SenderRoute(sender))), _options, _clock);

    private static FakeSender Answering(Channel channel, string answer) => new(channel, (_, _) => Task.FromResult<string?>(answer));

    private static FakeSender Failing(string reason) => new(Channel.Email, (_, _) => throw new HttpRequestException(reason));
}
