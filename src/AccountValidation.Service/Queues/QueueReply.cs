namespace AccountValidation.Service.Queues;

/// <summary>The result of a call to a queue.</summary>
/// <typeparam name="T">The type of the call's value.</typeparam>
public abstract record QueueReply<T>
{
    private QueueReply()
    {
    }

    /// <summary>The call succeeded.</summary>
    /// <param name="Value">The value of the call.</param>
    public sealed record Done(T Value) : QueueReply<T>;

    /// <summary>
    /// The message no longer belongs to this process: it was deleted, or became visible and was received again.
    /// </summary>
    public sealed record Gone : QueueReply<T>;

    /// <summary>
    /// The call failed, after the client's own retries, and the monitor has logged that. The caller does not know
    /// whether the queue did the work.
    /// </summary>
    public sealed record Unavailable : QueueReply<T>;
}

/// <summary>A received message, invisible to other receivers for a while.</summary>
/// <param name="Id">The message's id, the same for every delivery.</param>
/// <param name="Receipt">The receipt with which this receiver may change the message.</param>
/// <param name="DequeueCount">The number of deliveries, this delivery included.</param>
/// <param name="Body">The body as the sender wrote it.</param>
public sealed record QueuedMessage(string Id, string Receipt, long DequeueCount, BinaryData Body)
{
    /// <summary>Shows the id only, because the string may reach a log.</summary>
    public override string ToString() => Id;
}
