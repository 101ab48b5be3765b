using System.Collections.Immutable;

namespace AccountValidation.Core;

/// <summary>
/// The terms a validation was accepted under. They are part of its state, so that a change of settings never changes
/// what a running validation does: the same state and the same time always give the same step.
/// </summary>
public sealed record Terms
{
    /// <summary>
    /// The time a call to Juspay may take; a penny drop is never sent later than its intent plus this.
    /// </summary>
    public required TimeSpan JuspayTimeout { get; init; }

    /// <summary>
    /// An account validated within this time before the first check is not paid again; zero for never.
    /// </summary>
    public required TimeSpan ReuseWithin { get; init; }

    /// <summary>The unit of the confirm checks: they come 1, 2, 4 and 8 of it after intent plus time-out.</summary>
    public required TimeSpan ConfirmAfter { get; init; }

    /// <summary>How many penny drops may end uncertain before no further one is sent; at least 1.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>How later checks are spaced.</summary>
    public required RecheckTerms Recheck { get; init; }

    /// <summary>The delays before the first and each further attempt to deliver the callback; at least one.</summary>
    public required ImmutableArray<TimeSpan> CallbackSchedule { get; init; }
}

/// <summary>How later checks are spaced: exponential back-off with jitter.</summary>
/// <param name="FirstDelay">The delay before the first later check; above zero.</param>
/// <param name="Factor">How much longer each delay is than the one before; at least 1.</param>
/// <param name="MaxDelay">No delay is longer than this, jitter included; above zero; a <c>Retry-After</c> may
/// be.</param>
/// <param name="Jitter">The largest share by which a delay is lengthened, from 0 to 1.</param>
/// <param name="Deadline">The time after acceptance at which a validation without an answer expires.</param>
/// <param name="Preset">Rules that bind every check beyond these numbers; null for none.</param>
public sealed record RecheckTerms(
    TimeSpan FirstDelay,
    double Factor,
    TimeSpan MaxDelay,
    double Jitter,
    TimeSpan Deadline,
    RecheckPreset? Preset = null);

/// <summary>Rules of others that bind checks.</summary>
public enum RecheckPreset
{
    /// <summary>NPCI's: first check 90 s after the drop, three in two hours, none in peak hours.</summary>
    Npci,
}
