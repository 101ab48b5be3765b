using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Support;

/// <summary>
/// Leads one validation through its life as an engine would, with a clock that only the test moves. Every step is first
/// asked for, so that a story that the core would not tell fails.
/// </summary>
internal sealed class Story
{
    public Story(Terms? terms = null, Validation? from = null, DateTimeOffset? at = null)
    {
        Validation = from ?? Make.Accepted(terms);
        Now = at ?? Make.Start;
    }

    public Validation Validation { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public Step Next => Lifecycle.Next(Validation, Now);

    public string Stands => Stages.Describe(Validation);

    /// <summary>What the ended validation left to its account, in the words of the tests.</summary>
    public string Leaves => Stages.Describe(Stages.LeftBy(Validation));

    public IEnumerable<string> Events => Validation.Timeline.Entries.Select(entry => entry.Event);

    /// <summary>The seconds from the start to the time that is waited for.</summary>
    public double WaitsUntil => (Assert.IsType<Step.Wait>(Next).Until - Make.Start).TotalSeconds;

    public Story Pass(TimeSpan time) => At(Now + time);

    public Story At(DateTimeOffset time)
    {
        Now = time;
        return this;
    }

    public Story AtSecond(double second) => At(Make.Start.AddSeconds(second));

    /// <summary>Lets the time pass until something is to be done.</summary>
    public Story WhenDue() => Next is Step.Wait wait ? At(wait.Until) : this;

    /// <summary>A due check shows this, and no penny drop follows it in the same step.</summary>
    public Story Check(JuspayReply reply)
    {
        var check = new Outcome.Checked(Now, reply);
        if (Next is Step.DropPenny step)
        {
            // As the executor does it: the core is asked first, and only a check without an intent is reported alone.
            var intent = new Outcome.IntentRecorded(step.Attempt, Now, check);
            Assert.IsNotType<Stage.DropUnderWay>(Validation.Stage);
            Assert.Same(Validation, Lifecycle.Apply(Validation, intent, Now));
        }
        else
        {
            Assert.IsType<Step.Check>(Next);
        }

        return Apply(check);
    }

    /// <summary>A due check shows this, or what is known, and the intent that follows is recorded.</summary>
    public Story Intend(JuspayReply? check = null)
    {
        var step = Assert.IsType<Step.DropPenny>(Next);
        Assert.IsNotType<Stage.DropUnderWay>(Validation.Stage);
        Apply(new Outcome.IntentRecorded(step.Attempt, Now, new(Now, check ?? Replies.Known(Validation))));
        Assert.IsType<Stage.DropUnderWay>(Validation.Stage);
        return this;
    }

    /// <summary>Ends the penny drop that is under way.</summary>
    public Story Reply(JuspayReply reply)
    {
        Assert.IsType<Stage.DropUnderWay>(Validation.Stage);
        return Apply(new Outcome.PennyDropEnded(Now, reply));
    }

    /// <summary>The whole step: a check that shows what is known, the intent, and the reply to the POST.</summary>
    public Story Pay(JuspayReply reply, JuspayReply? check = null) => Intend(check).Reply(reply);

    /// <summary>A due check shows this, and the circuit opens before the intent that would follow.</summary>
    public Story NotBegin(JuspayReply check)
    {
        Assert.IsType<Step.DropPenny>(Next);
        var circuitOpen = new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen);
        return Apply(new Outcome.PennyDropEnded(IntentAt: null, circuitOpen, Check: new(Now, check)));
    }

    /// <summary>The four checks after an uncertain penny drop, each of them on time, all with this reply.</summary>
    public Story Confirm(JuspayReply reply)
    {
        for (var check = 0; check < 4; check++)
        {
            WhenDue().Check(reply);
        }

        return this;
    }

    /// <summary>Delivers the callback, which must be due.</summary>
    public Story Deliver(int? status, string? error = null, TimeSpan? retryAfter = null)
    {
        var step = Assert.IsType<Step.DeliverCallback>(Next);
        return Apply(new Outcome.CallbackAttempted(step.Round, new(status, error, retryAfter)));
    }

    /// <summary>Ends an attempt to deliver the callback that was under way before, asked for or not.</summary>
    public Story EndDelivery(int? status) =>
        Apply(new Outcome.CallbackAttempted(Validation.Callback!.Round, new(status)));

    /// <summary>Hands the callback over to the dead letters, which must be due.</summary>
    public Story HandOver(bool sent)
    {
        var step = Assert.IsType<Step.DeadLetterCallback>(Next);
        return Apply(new Outcome.DeadLettered(step.Round, sent));
    }

    public Story Signal(Signal signal)
    {
        Validation = Lifecycle.Apply(Validation, signal, Now);
        return this;
    }

    public Story Cancel() => Signal(new Signal.Cancel());

    public Story AskForCheck() => Signal(new Signal.Check());

    public Story Hint() => Signal(new Signal.Hint());

    public Story Suspend(string? reason = null) => Signal(new Signal.Suspend(reason));

    public Story Resume(string? reason = null) => Signal(new Signal.Resume(reason));

    public Story Terminate(string? reason = null) => Signal(new Signal.Terminate(reason));

    /// <summary>Applies an outcome, asked for or not.</summary>
    public Story Apply(Outcome outcome)
    {
        Validation = Lifecycle.Apply(Validation, outcome, Now);
        return this;
    }
}
