using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>The next action of an orchestration: the core's step as an activity, a timer or an end.</summary>
public abstract record NextAction
{
    private NextAction()
    {
    }

    /// <summary>Calls an activity.</summary>
    /// <param name="Name">A name of <see cref="ActivityNames"/>.</param>
    /// <param name="Number">The attempt of a penny drop, or the round of a callback; 0 for other steps.</param>
    public sealed record Activity(string Name, int Number = 0) : NextAction;

    /// <summary>Waits until a time, or until a signal arrives.</summary>
    /// <param name="Until">Always later than the time that the orchestration asked for.</param>
    public sealed record Wait(DateTimeOffset Until) : NextAction;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Done : NextAction;

    /// <summary>The next action. A settlement is written before its callback is sent.</summary>
    /// <param name="validation">The validation as the orchestration knows it.</param>
    /// <param name="isRecorded">True once the validation's row holds the settlement.</param>
    /// <param name="now">The orchestration's time.</param>
    public static NextAction Of(Validation validation, bool isRecorded, DateTimeOffset now) =>
        validation.IsSettled && !isRecorded
            ? new Activity(ActivityNames.Settle)
            : Lifecycle.Next(validation, now) switch
            {
                Step.Check => new Activity(ActivityNames.CheckAccount),
                Step.DropPenny money => new Activity(ActivityNames.DropPenny, money.Attempt),
                Step.DeliverCallback delivery => new Activity(ActivityNames.DeliverCallback, delivery.Round),
                Step.DeadLetterCallback letter => new Activity(ActivityNames.DeadLetterCallback, letter.Round),
                Step.Wait wait => new Wait(wait.Until),
                Step.Done => new Done(),
                var step => throw new InvalidOperationException(
                    $"{step.GetType().Name} is not known to orchestrations: the host suspends them itself."),
            };
}
