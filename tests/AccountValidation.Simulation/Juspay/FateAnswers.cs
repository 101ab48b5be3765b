using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>Creates the answers of a call's fate.</summary>
internal sealed class FateAnswers(Random chance, VirtualTime time)
{
    /// <summary>
    /// The answer to a call that Juspay never sees or does not act on; null for a call that reaches Juspay.
    /// </summary>
    public Answer? Before(Fate fate, Account account) => fate switch
    {
        Fate.ErrorBefore => Answers.Stranger(chance.Pick(500, 502, 503, 504), RetryAfter()),
        Fate.Throttled => Answers.Throttled(RetryAfter()),
        Fate.Redirected => Answers.Stranger(302, null),
        Fate.Refused => Answers.Refusal(chance),
        Fate.StrangerBefore => Answers.OfAStranger(chance, RetryAfter()),
        Fate.PutOff => Answers.PutOff(chance, RetryAfter()),
        Fate.OtherIdBefore => Answers.OfAnother(account, OfSomebody()),
        _ => null,
    };

    /// <summary>The form in which Juspay's answer reaches the host.</summary>
    public Answer After(Fate fate, Account account, Answer answer) => fate switch
    {
        Fate.ErrorAfter => Answers.Stranger(chance.Pick(500, 502, 503, 504, 408, 409), RetryAfter()),
        Fate.Garbage => Answers.Garbage(chance),
        Fate.Truncated => Answers.Begun(answer, chance.Next(answer.Body.Length), BodyEnd.Breaks),
        Fate.Hanging => Answers.Begun(answer, chance.Next(answer.Body.Length), BodyEnd.NeverComes),
        Fate.StrangerAfter => Answers.OfAStranger(chance, RetryAfter()),
        Fate.PutOffAfter => Answers.PutOff(chance, RetryAfter()),
        Fate.OtherIdAfter => Answers.OfAnother(account, OfSomebody()),
        _ => answer,
    };

    private Shown OfSomebody()
    {
        var date = Dates.Text(DateForm.WholeSeconds, time.TimeOfDay, number: 0);
        return new(chance.Pick(Seen.Active, Seen.Failure, Seen.Pending), date, Instant: null);
    }

    private TimeSpan? RetryAfter() => chance.Happens(0.7) ? null : TimeSpan.FromSeconds(chance.Pick(1, 30, 600));
}
