using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.SelfHost.Storage;

internal static class DueTime
{
    /// <summary>The time at which a validation next needs the engine; null for never again.</summary>
    public static DateTimeOffset? Of(Validation validation, DateTimeOffset now) =>
        Lifecycle.Next(validation, now) switch
        {
            Step.Wait wait => wait.Until,
            Step.Done or Step.Hold => null,
            _ => now,
        };
}
