using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// The orchestration of one validation. A turn does one thing, which was decided before it began: it waits until
/// something is due or a signal comes, or it performs one step. Then it decides the next thing, and the next turn
/// begins with that and an empty history. So no rule is ever run again over what it has led to: a new version of the
/// rules meets nothing that the old one has decided otherwise.
/// </summary>
internal static partial class ValidateAccount
{
    /// <summary>The name of the orchestration, which is also the name of every instance.</summary>
    public const string Name = nameof(ValidateAccount);

    private static readonly TimeSpan PauseWhileUnreadable = TimeSpan.FromMinutes(5);

    /// <summary>Runs one turn.</summary>
    /// <returns>What the management API shows as output; null when the instance is a copy that must not run.</returns>
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
            // Written by a newer version than this one: it waits for that version to come back, exactly as it is, and
            // nothing is lost.
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
        Message = "Instance {InstanceId} is no start of this service, or a copy of one: it ends at once")]
    private static partial void LogCopy(ILogger logger, string instanceId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The state of instance {InstanceId} cannot be read: it was written by a newer version, or is "
            + "damaged. It waits. Start the version that wrote it.")]
    private static partial void LogUnreadable(ILogger logger, string instanceId);
}
