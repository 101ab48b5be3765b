using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// The orchestration of a validation. A turn does one thing, decided before it began. It waits until a step is due or a
/// signal comes, or it performs a step. Then it decides the next thing, and the next turn begins with that decision and
/// an empty history. So no rule ever runs again over its own results. A new version of the rules meets no decision that
/// it would have made otherwise.
/// </summary>
internal static partial class ValidateAccount
{
    /// <summary>The name of the orchestration, which is also the name of every instance.</summary>
    public const string Name = nameof(ValidateAccount);

    private static readonly TimeSpan PauseWhileUnreadable = TimeSpan.FromMinutes(5);

    /// <summary>Runs a turn.</summary>
    /// <returns>The output that the management API shows; null when the instance is a copy that must not run.</returns>
    [Function(Name)]
    public static async Task<JsonElement?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var logger = context.CreateReplaySafeLogger(Name);
        var input = context.GetInput<JsonElement>();
        if (!Turn.IsFor(context.InstanceId, input))
        {
            LogCopy(logger, context.InstanceId);
            return null;
        }

        if (TryRead(input) is not var (turn, validation))
        {
            // A newer version wrote this input. The turn waits unchanged for that version to come back, and nothing is
            // lost.
            LogUnreadable(logger, context.InstanceId);
            await context.CreateTimer(PauseWhileUnreadable, CancellationToken.None);
            context.ContinueAsNew(input);
            return null;
        }

        var running = new ValidationTurn(context, turn, validation, logger);
        return turn.Decided is { } decided ? await running.RunAsync(decided) : await UndecidedTurn.RunAsync(running);
    }

    private static (Turn Turn, Validation Validation)? TryRead(JsonElement input)
    {
        try
        {
            return Turn.From(input.GetRawText()) is { } turn ? (turn, turn.ReadState()) : null;
        }
        catch (StateFormatException)
        {
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "This service did not start instance {InstanceId}, or the instance is a copy: it ends at once")]
    private static partial void LogCopy(ILogger logger, string instanceId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The state of instance {InstanceId} cannot be read: a newer version wrote the state, or it is "
            + "damaged. The instance waits. Start the version that wrote the state.")]
    private static partial void LogUnreadable(ILogger logger, string instanceId);
}
