using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What a validation waits for, after every outcome and signal of many lives.</summary>
public sealed class WaitProperties
{
    [Fact]
    public void Wait_Always_IsThereUntilNothingIsLeftToDo() => Walks.AllTurns(turn =>
        Assert.Equal(turn.After.IsFinished, Waits.Of(turn.After) is null));

    [Fact]
    public void NextStep_WhenTheEngineWaits_IsTheTimeItWaitsFor() => Walks.AllTurns(turn =>
    {
        if (Lifecycle.Next(turn.After, turn.At) is Step.Wait wait && Waits.NextStepAt(turn.After) is { } next)
        {
            // A planned time that has passed may lie in hours that the preset forbids.
            Assert.Equal(next > turn.At ? next : wait.Until, wait.Until);
        }
    });

    [Fact]
    public void NextStep_WhenTheEngineWaits_HasATimeAndARule() => Walks.AllTurns(turn =>
    {
        if (Lifecycle.Next(turn.After, turn.At) is Step.Wait)
        {
            Assert.NotNull(Waits.NextStepAt(turn.After));
            Assert.NotNull(Waits.Of(turn.After)!.Rule);
        }
    });

    [Fact]
    public void Since_WhileTheCauseStays_Stays() => Walks.AllTurns(turn =>
    {
        if (Waits.Of(turn.Before) is { } before && Waits.Of(turn.After) is { } after)
        {
            Assert.Equal(before.Cause == after.Cause ? before.Since : turn.At, after.Since);
        }
    });
}
