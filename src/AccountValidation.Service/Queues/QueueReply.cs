namespace AccountValidation.Service.Queues;

/// <summary>What a call to a queue came to.</summary>
/// <typeparam name="T">What it brings.</typeparam>
public abstract record QueueReply<T>
{
    private QueueReply()
    {
    }

    /// <summary>The queue did it.</summary>
    /// <param name="Value">What it brought.</param>
    public sealed record Done(T Value) : QueueReply<T>;

    /// <summary>
    /// The message is not this process's any more: it was deleted, or became visible and was received again.
    /// </summary>
    public sealed record Gone : QueueReply<T>;

    /// <summary>
    /// The queue could not be used, the client's own retries included; whether it did it is not known. It has been
    /// logged.
    /// </summary>
    public sealed record Unavailable : QueueReply<T>;
}

/// <summary>A message that was received and is invisible to others for a while.</summary>
/// <param name="Id">The message's id, the same for every delivery.</param>
/// <param name="Receipt">Allows this delivery's receiver to change the message.</param>
/// <param name="DequeueCount">How often it was received, this time included.</param>
/// <param name="Body">What the sender wrote.</param>
public sealed record QueuedMessage(string Id, string Receipt, long DequeueCount, BinaryData Body)
{
    /// <summary>Names the id only: the text may reach a log.</summary>
    public override string ToString() => Id;
}
