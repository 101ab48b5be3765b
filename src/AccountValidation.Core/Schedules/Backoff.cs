namespace AccountValidation.Core.Schedules;

/// <summary>The delays of a validation: checks and callback attempts.</summary>
internal static class Backoff
{
    /// <summary>The longest <c>Retry-After</c> that is honoured.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(24);

    private const double CallbackJitter = 0.1;

    // The delays of running validations hang on this word: never change it.
    private const string CheckPurpose = "look";

    /// <summary>
    /// The time of the next check or of the next try of a penny drop that was not accepted.
    /// </summary>
    /// <param name="validation">The validation.</param>
    /// <param name="retry">How many delays came before this one, from 0.</param>
    /// <param name="retryAfter">How long Juspay asked to wait; a shorter time than the back-off changes
    /// nothing.</param>
    /// <param name="now">The time to count from.</param>
    public static DateTimeOffset NextTry(Validation validation, int retry, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var terms = validation.Terms.Recheck;
        var plain = terms.FirstDelay.TotalSeconds * Math.Pow(terms.Factor, retry);
        var lengthened = plain * (1 + (terms.Jitter * StableJitter.Fraction(validation.Id, CheckPurpose, retry)));
        var delay = TimeSpan.FromSeconds(Math.Min(lengthened, terms.MaxDelay.TotalSeconds));
        return now + Longer(delay, retryAfter);
    }

    /// <summary>The time of a callback attempt, or null when the schedule is used up.</summary>
    /// <param name="validation">The validation.</param>
    /// <param name="attemptsMade">How many attempts the round has made.</param>
    /// <param name="retryAfter">How long the receiver asked to wait.</param>
    /// <param name="now">The time to count from.</param>
    public static DateTimeOffset? NextDelivery(
        Validation validation, int attemptsMade, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var schedule = validation.Terms.CallbackSchedule;
        if (attemptsMade >= schedule.Length)
        {
            return null;
        }

        var delay =
            schedule[attemptsMade]
            * (1 + (CallbackJitter * StableJitter.Fraction(validation.Id, "callback", attemptsMade)));
        return now + Longer(delay, retryAfter);
    }

    /// <summary>The later of two times.</summary>
    public static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>The longer of a delay and an honoured <c>Retry-After</c>.</summary>
    public static TimeSpan Longer(TimeSpan delay, TimeSpan? retryAfter)
    {
        var asked = retryAfter ?? TimeSpan.Zero;
        var honoured = asked > MaxRetryAfter ? MaxRetryAfter : asked;
        return honoured > delay ? honoured : delay;
    }
}
