namespace AccountValidation.Core.Schedules;

/// <summary>The delays before checks and callback attempts.</summary>
internal static class Backoff
{
    /// <summary>The longest <c>Retry-After</c> that the service honours.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(24);

    private const double CallbackJitter = 0.1;

    // The jitter of running validations depends on this word: never change it.
    private const string CheckPurpose = "look";

    /// <summary>When to check next, or when to retry a penny drop that Juspay did not accept.</summary>
    /// <param name="validation">The validation whose terms and id set the delay.</param>
    /// <param name="retry">The index of the delay, from 0.</param>
    /// <param name="retryAfter">The wait that Juspay asked for; a wait shorter than the back-off changes
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

    /// <summary>When to attempt the callback next; null when the schedule is used up.</summary>
    /// <param name="validation">The validation whose terms and id set the delay.</param>
    /// <param name="attemptsMade">How many attempts the round has made.</param>
    /// <param name="retryAfter">The wait that the receiver asked for; null when it asked for no wait.</param>
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
