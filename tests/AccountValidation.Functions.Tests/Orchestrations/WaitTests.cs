using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core.Accounts;
using AccountValidation.Functions.Tests.Support;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>A turn waits by one timer, and nothing else is under way meanwhile.</summary>
public sealed class WaitTests
{
    private static readonly DateTimeOffset Due = Make.Start.AddSeconds(5);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private static Orchestration Waiting() => Orchestration.Of(Make.Waiting(), until: Due).Begin();

    [Fact]
    public void Turn_ThatWaits_HasOneTimerAndNoActivity()
    {
        var instance = Waiting();
        Assert.Single(instance.Turn.Timers);
        Assert.Empty(instance.Called);
        Assert.False(instance.Turn.HasEnded);
        Assert.Null(instance.Turn.Continued);
    }

    // Azure Storage delivers a timer up to a second early. A turn that then finds nothing due is followed by another,
    // and another.
    [Fact]
    public void Timer_IsSetASecondLater_SoThatItNeverComesEarly()
    {
        var instance = Waiting();
        Assert.Equal(Due + Margin, instance.Turn.Timer.FireAt);
        Assert.Equal([ActivityNames.CheckAccount], instance.FireTimer(Due).Called);
    }

    [Fact]
    public void Timer_ThatComesEarlyAllTheSame_OnlyLeadsToAnotherWait()
    {
        var instance = Waiting().FireTimer(Due.AddSeconds(-1));
        Assert.Empty(instance.Called);
        Assert.Equal(Due, instance.Next.WaitUntil);
    }

    [Fact]
    public void Time_ThatHasPassedAlready_IsNotWaitedFor()
    {
        var instance = Orchestration.Of(Make.Waiting(), until: Due).Pass(TimeSpan.FromSeconds(5)).Begin();
        Assert.Empty(instance.Turn.Timers);
        Assert.Equal([ActivityNames.CheckAccount], instance.Called);
    }

    [Fact]
    public void FirstTurn_HasNoTimeToWaitFor_AndBeginsAtOnce() =>
        Assert.Equal([ActivityNames.DropPenny], Orchestration.Of(Make.Accepted()).Begin().Called);

    [Fact]
    public void Timer_ThatFires_IsFollowedByTheStepThatIsDue()
    {
        var instance = Waiting().FireTimer();
        Assert.Equal([ActivityNames.CheckAccount], instance.Called);
        Assert.DoesNotContain(instance.Timers, timer => timer.IsOpen);
    }

    [Fact]
    public void Signal_BeforeTheTime_CancelsTheTimerAndIsApplied()
    {
        var instance = Waiting().Pass(TimeSpan.FromSeconds(2)).Raise(EventNames.Check);
        Assert.True(instance.Timers.Single().Task.IsCanceled);
        Assert.Equal([ActivityNames.CheckAccount], instance.Called);

        instance.Answer(Reports.Checked(AccountStatus.Pending, at: instance.Now));
        Assert.Contains(instance.NextState.Timeline.Entries, entry => entry.Event == "check-requested");
        Assert.NotEqual(Due, instance.Next.WaitUntil);
    }

    [Fact]
    public void Signal_ThatChangesNothing_LeadsToAnotherWaitForTheSameTime()
    {
        var instance = Waiting().Raise(EventNames.Hint); // the check that was planned is soon enough
        Assert.Empty(instance.Called);
        Assert.Equal(Due, instance.Next.WaitUntil);
        Assert.DoesNotContain(instance.Timers, timer => timer.IsOpen);
    }

    [Fact]
    public void State_OfAWait_DecidesNothingBeforeTheTime()
    {
        // Each state would choose another step by itself; the wait was decided before.
        foreach (var validation in new[] { Make.Accepted(), Make.Waiting(), Make.Settled() })
        {
            var instance = Orchestration.Of(validation, until: Due).Begin();
            Assert.Equal(Due + Margin, Assert.Single(instance.Turn.Timers).FireAt);
            Assert.Empty(instance.Called);
        }
    }
}
