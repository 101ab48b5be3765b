using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Functions.Tests.Support;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>
/// What holds for every life of an instance, whatever Juspay, the receiver, the storage and the caller do. The seeds
/// make it repeatable.
/// </summary>
public sealed class LifeProperties
{
    private static readonly Lazy<IReadOnlyList<Life>> Lives = new(() =>
        [.. Enumerable.Range(0, 200).Select(seed => new Walker(seed).Walk())]);

    [Fact]
    public void EveryLife_Ends() => Holds(life => life.Ended);

    [Fact]
    public void Activities_AreNeverMoreThanOneAtATime() => Holds(life => life.MostActivities <= 1);

    [Fact]
    public void Waiters_AreNeverMoreThanOneForEachName() => Holds(life => life.MostWaiters == 1);

    [Fact]
    public void Timers_AreAllFiredOrCancelledWhenATurnEnds() => Holds(life => life.TimersLeft == 0);

    [Fact]
    public void Turns_HaveOneStepAtMost() => Holds(life => life.MostSteps <= 1);

    // A number that was answered is never asked for again; one whose activity failed is, for the journal knows what
    // became of it.
    [Fact]
    public void Attempts_OnceAnswered_AreNotAskedForAgain() => Holds(life => life.RequestedAgain == 0);

    [Fact]
    public void Callback_OfEveryLife_IsDoneWith() => Holds(life => life.Row.IsFinished);

    [Fact]
    public void Lives_TakenTogether_ReachEverything()
    {
        Assert.Equal(
            Enum.GetValues<ValidationStatus>().Except([ValidationStatus.Pending]),
            Lives.Value.Select(life => life.Row.Status).Distinct().Order());
        Assert.Equal(
            new[]
            {
                ActivityNames.CheckAccount,
                ActivityNames.DeadLetterCallback,
                ActivityNames.DeliverCallback,
                ActivityNames.DropPenny,
                ActivityNames.Settle,
            },
            Lives.Value.SelectMany(life => life.Called).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(Lives.Value, life => life.Pennies.Count > 1);
        Assert.Contains(Lives.Value, life => life.Turns > 20);
    }

    private static void Holds(Func<Life, bool> property) =>
        Assert.All(Lives.Value, life => Assert.True(property(life), life.ToString()));
}
