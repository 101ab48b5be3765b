using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The durable timer of a validation.</summary>
internal static class DueTime
{
    /// <summary>When a validation needs the engine next; null when never again.</summary>
    public static DateTimeOffset? Of(Validation validation, DateTimeOffset now) =>
        Lifecycle.Next(validation, now) switch
        {
            Step.Wait wait => wait.Until,
            Step.Done or Step.Hold => null,
            _ => now,
        };
}
