using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// Runs an orchestration as the host does, one activity after another, with the time of the world: waits take none.
/// </summary>
internal sealed class Runner(World world, EngineProcess process, string instance)
{
    private const int MostSteps = 500;

    private Turn _turn = world.Instances[instance]?.Turn
        ?? throw new InvalidOperationException($"{instance} is no instance.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs until nothing is left to do.</summary>
    public static async Task ToTheEndAsync(World world, string instance, EngineProcess? process = null)
    {
        var runner = new Runner(world, process ?? world.Process, instance);
        for (var step = 0; step < MostSteps; step++)
        {
            if (await runner.StepAsync() is NextAction.Wait wait)
            {
                world.Clock.Advance(wait.Until - world.Now);
            }

            if (world.Instances[instance]!.State != InstanceState.Running)
            {
                return;
            }
        }

        throw new InvalidOperationException($"{instance} does not come to an end.");
    }

    /// <summary>Runs until the instance waits for a time, or ends.</summary>
    public static async Task<NextAction> UntilItWaitsAsync(World world, string instance, EngineProcess? process = null)
    {
        var runner = new Runner(world, process ?? world.Process, instance);
        while (true)
        {
            if (await runner.StepAsync() is var due and not NextAction.Activity)
            {
                return due;
            }
        }
    }

    /// <summary>Runs, over waits too, until something is so.</summary>
    public static async Task UntilAsync(
        World world, string instance, Func<bool> condition, EngineProcess? process = null)
    {
        var runner = new Runner(world, process ?? world.Process, instance);
        for (var step = 0; !condition(); step++)
        {
            Assert.True(step < MostSteps, $"{instance} does not come to that.");
            if (await runner.StepAsync() is NextAction.Wait wait)
            {
                world.Clock.Advance(wait.Until - world.Now);
            }
        }
    }

    /// <summary>
    /// Performs an activity, with everything that passes between it and the instance written and read as JSON.
    /// </summary>
    public static async Task<StepReport> PerformAsync(EngineProcess process, string activity, StepRequest request)
    {
        var asked = Copied(request).WithStep(activity);
        return Copied(await (activity switch
        {
            ActivityNames.CheckAccount or ActivityNames.DropPenny =>
                process.Get<JuspaySteps>().PerformAsync(asked, Token),
            ActivityNames.Settle => process.Get<SettledSteps>().SettleAsync(asked, Token),
            ActivityNames.DeliverCallback or ActivityNames.DeadLetterCallback =>
                process.Get<SettledSteps>().PerformAsync(asked, Token),
            _ => throw new ArgumentOutOfRangeException(nameof(activity), activity, "No such activity."),
        }));
    }

    private static T Copied<T>(T message) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(message))!;

    private async Task<NextAction> StepAsync()
    {
        var validation = world
            .Instances.TakeEvents(instance)
            .Aggregate(_turn.ReadState(), (current, name) =>
                Lifecycle.Apply(
                    current, name == EventNames.Cancel ? new Signal.Cancel() : new Signal.Check(), world.Now));
        var due = NextAction.Of(validation, _turn.IsRecorded, world.Now);
        if (due is NextAction.Activity activity)
        {
            var request = StepRequest.Of(_turn, validation, activity, world.Now);
            Take(validation, await PerformAsync(process, activity.Name, request));
            return due;
        }

        Begin(_turn with { State = StateElement.Of(validation) });
        if (due is NextAction.Done)
        {
            world.Instances.Become(instance, InstanceState.Completed);
        }

        return due;
    }

    private void Take(Validation validation, StepReport report)
    {
        if (report.ReadOutcome() is { } outcome)
        {
            Begin(_turn with { State = StateElement.Of(Lifecycle.Apply(validation, outcome, world.Now)) });
        }
        else if (report.State is { } state)
        {
            Begin(_turn with { State = state, IsRecorded = true });
        }

        if (report.IsOver)
        {
            world.Instances.Become(instance, InstanceState.Completed);
        }
    }

    private void Begin(Turn turn)
    {
        _turn = turn;
        world.Instances.Become(instance, turn.ReadState(), turn.IsRecorded);
    }
}
