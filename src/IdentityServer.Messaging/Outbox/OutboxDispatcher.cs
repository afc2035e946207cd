using System.Runtime.ExceptionServices;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Outbox;

/// <summary>
/// Empties the outbox: takes what is due, sends it, notes every answer. A message may go out twice (when a node dies between
/// sending and noting), but never not at all before it expires or its attempts are used up.
/// </summary>
public sealed class OutboxDispatcher(
    IOutboxStore store, SenderRoutes routes, OutboxOptions options, TimeProvider clock)
{
    private const int MaxAnswerLength = 500;

    /// <summary>
    /// One pass. Returns how many messages were taken; as many as <see cref="OutboxOptions.BatchSize"/> means that there may be more.
    /// </summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var due = await store.TakeDueAsync(options.BatchSize, Now, options.Lease, ct);
        ExceptionDispatchInfo? failure = null;

        // Sent side by side so that one slow provider delays nobody; noted one after the other, as a store is one connection.
        await foreach (var sent in Task.WhenEach(due.Select(entry => DeliverAsync(entry, ct))))
        {
            try
            {
                var delivery = await sent;
                // Not with the caller's token: stopping the server must not lose the news that a message is out.
                await store.CompleteAsync(delivery.Id, delivery.State, delivery.NextAttemptUtc, delivery.Answer, Now, CancellationToken.None);
            }
            catch (Exception exception)
            {
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
        return due.Count;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<Delivery> DeliverAsync(OutboxEntry entry, CancellationToken ct)
    {
        var message = entry.Message;
        if (message.ExpiresUtc <= Now) return new(message.Id, DeliveryState.Expired, null, "Expired before it could be sent.");

        try
        {
            return new(message.Id, DeliveryState.Sent, null, Clean(await SendAsync(message, ct), message));
        }
        catch (MessageRefusedException refusal)
        {
            return new(message.Id, DeliveryState.Dead, null, Clean(refusal.Message, message));
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            return Failed(entry, Clean(Describe(exception), message));
        }
    }

    private async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        var sender = routes.SenderOf(message) ?? throw new InvalidOperationException($"No sender for {message.Channel} is set up.");
        using var timeout = new CancellationTokenSource(options.SendTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        return await sender.SendAsync(message, both.Token);
    }

    private Delivery Failed(OutboxEntry entry, string? answer)
    {
        var message = entry.Message;
        if (RetrySchedule.After(entry.Attempts + 1) is not { } wait) return new(message.Id, DeliveryState.Dead, null, answer);

        var next = Now + wait;
        return next < message.ExpiresUtc
            ? new(message.Id, DeliveryState.Queued, next, answer)
            : new(message.Id, DeliveryState.Expired, null, answer);
    }

    private string Describe(Exception exception) => exception is OperationCanceledException
        ? $"No answer within {options.SendTimeout.TotalSeconds:0} s."
        : $"{exception.GetType().Name}: {exception.Message}";

    // A provider may quote the message in its answer, and with it a live code.
    private static string? Clean(string? answer, Message message)
    {
        if (answer is null) return null;

        foreach (var value in message.Values.Values.Where(value => value.Length >= 4))
            answer = answer.Replace(value, "…", StringComparison.Ordinal);
        return answer.Length <= MaxAnswerLength ? answer : answer[..MaxAnswerLength];
    }

    private sealed record Delivery(Guid Id, DeliveryState State, DateTime? NextAttemptUtc, string? Answer);
}
