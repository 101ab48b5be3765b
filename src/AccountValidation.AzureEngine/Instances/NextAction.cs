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
    /// <param name="Step">The core's step; null for the settlement, which is no step of the core.</param>
    public sealed record Activity(string Name, Step? Step = null) : NextAction
    {
        /// <summary>The attempt of a penny drop, or the round of a callback; 0 for other steps.</summary>
        public int Number => Step switch
        {
            Step.DropPenny drop => drop.Attempt,
            Step.DeliverCallback delivery => delivery.Round,
            Step.DeadLetterCallback letter => letter.Round,
            _ => 0,
        };

        /// <summary>The activity of a name and a number, as inputs and requests hold them.</summary>
        public static Activity Of(string name, int number) => new(name, name switch
        {
            ActivityNames.CheckAccount => new Step.Check(),
            ActivityNames.DropPenny => new Step.DropPenny(number),
            ActivityNames.DeliverCallback => new Step.DeliverCallback(number),
            ActivityNames.DeadLetterCallback => new Step.DeadLetterCallback(number),
            _ => null,
        });
    }

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
                Step.Check step => new Activity(ActivityNames.CheckAccount, step),
                Step.DropPenny step => new Activity(ActivityNames.DropPenny, step),
                Step.DeliverCallback step => new Activity(ActivityNames.DeliverCallback, step),
                Step.DeadLetterCallback step => new Activity(ActivityNames.DeadLetterCallback, step),
                Step.Wait wait => new Wait(wait.Until),
                Step.Done => new Done(),
                var step => throw new InvalidOperationException(
                    $"{step.GetType().Name} is not known to orchestrations: the host suspends them itself."),
            };
}
