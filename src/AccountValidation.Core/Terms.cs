using System.Collections.Immutable;

namespace AccountValidation.Core;

/// <summary>
/// The terms under which a validation was accepted. They are part of its state, so a change of settings never changes a
/// running validation. The same state and the same time always give the same step.
/// </summary>
public sealed record Terms
{
    /// <summary>
    /// The longest time for a call to Juspay. A POST never leaves later than its intent plus this time.
    /// </summary>
    public required TimeSpan JuspayTimeout { get; init; }

    /// <summary>
    /// An account that Juspay validated within this time before the first check is not paid again. Zero turns the reuse
    /// off.
    /// </summary>
    public required TimeSpan ReuseWithin { get; init; }

    /// <summary>The unit of the confirm checks: they follow 1, 2, 4 and 8 units after intent plus time-out.</summary>
    public required TimeSpan ConfirmAfter { get; init; }

    /// <summary>How many penny drops may end uncertain before the validation stops paying; at least 1.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The spacing of later checks.</summary>
    public required RecheckTerms Recheck { get; init; }

    /// <summary>The delays before the first and each further callback attempt; at least one.</summary>
    public required ImmutableArray<TimeSpan> CallbackSchedule { get; init; }
}

/// <summary>The spacing of later checks: exponential back-off with jitter.</summary>
/// <param name="FirstDelay">The delay before the first later check; above zero.</param>
/// <param name="Factor">The factor from each delay to the next; at least 1.</param>
/// <param name="MaxDelay">The longest delay, jitter included; above zero. Only a <c>Retry-After</c> may be
/// longer.</param>
/// <param name="Jitter">The largest share by which a delay is lengthened, from 0 to 1.</param>
/// <param name="Deadline">The time after acceptance at which a validation without an answer expires.</param>
/// <param name="Preset">Rules that bind every check beyond these numbers; null when no preset is set.</param>
public sealed record RecheckTerms(
    TimeSpan FirstDelay,
    double Factor,
    TimeSpan MaxDelay,
    double Jitter,
    TimeSpan Deadline,
    RecheckPreset? Preset = null);

/// <summary>Rules of other organisations that bind checks.</summary>
public enum RecheckPreset
{
    /// <summary>The rules of NPCI: first check 90 s after the drop, three in two hours, none in peak hours.</summary>
    Npci,
}
