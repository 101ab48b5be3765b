using AccountValidation.AzureEngine.Instances;
using AccountValidation.Service.Engine;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// Reaches the orchestrations through the client that the host binds. The client of one invocation serves all. It only
/// names the host's address and the task hub, which do not change while the worker lives.
/// </summary>
/// <param name="logger">Gets ids and causes only.</param>
internal sealed partial class DurableInstances(ILogger<DurableInstances> logger) : IInstances
{
    // An instance in any of these states is not started again.
    private static readonly OrchestrationRuntimeStatus[] Existing =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    private volatile DurableTaskClient? _client;

    /// <summary>Sets the client. Every function that may reach the engine calls this first.</summary>
    public void Use(DurableTaskClient client) => _client = client;

    /// <inheritdoc/>
    public string HubName => Client.Name;

    private DurableTaskClient Client =>
        _client ?? throw new InvalidOperationException("No function has given the client yet.");

    /// <inheritdoc/>
    public async Task StartAsync(Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            var options = new StartOrchestrationOptions(turn.Instance).WithDedupeStatuses(Existing);
            await RunAsync(
                client =>
                    client.ScheduleNewOrchestrationInstanceAsync(
                        ValidateAccount.Name, turn.ToJson(), options, cancellationToken),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            LogExists(turn.Instance);
        }
    }

    /// <inheritdoc/>
    public async Task<Instance?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(id, cancellationToken);
        }
        catch (StoreUnavailableException fault) when (IsFaultOfTheHost(fault))
        {
            if (await HasHistoryAsync(id, cancellationToken))
            {
                throw;
            }

            return await ReadLeftoverAsync(id, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<InstanceState?> FindEndAsync(string id, CancellationToken cancellationToken) =>
        (await ReadHistoryAsync(id, cancellationToken)).Select(EndOf).LastOrDefault(end => end is not null);

    /// <inheritdoc/>
    public Task SendEventAsync(string id, string eventName, CancellationToken cancellationToken) =>
        RunAsync(
            async client =>
            {
                try
                {
                    await client.RaiseEventAsync(id, eventName, eventPayload: null, cancellationToken);
                }
                catch (RpcException exception)
                    when (exception.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
                {
                    LogNotTaken(eventName, id);
                }

                return true;
            },
        cancellationToken);

    /// <inheritdoc/>
    public Task PurgeAsync(string id, CancellationToken cancellationToken) =>
        RunAsync(client => client.PurgeInstanceAsync(id, cancellationToken), cancellationToken);

    private async Task<Instance?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await RunAsync(
            client => client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken), cancellationToken)
            is { } found
            ? new(StateOf(found.RuntimeStatus), Turn.From(found.SerializedInput), found.LastUpdatedAt)
            : null;

    // A turn may end while its instance is purged. Then it writes the instance's status again, into a row without a
    // name, which the host cannot read. Reading fails for ever, with the same error as a storage outage of a moment.
    // The history tells whether the instance exists: every instance that began has a history. An instance that has not
    // begun has a readable row.
    private async Task<Instance?> ReadLeftoverAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(id, cancellationToken);
        }
        catch (StoreUnavailableException fault) when (IsFaultOfTheHost(fault))
        {
            LogLeftover(id);
            return null;
        }
    }

    private async Task<bool> HasHistoryAsync(string id, CancellationToken cancellationToken) =>
        (await ReadHistoryAsync(id, cancellationToken)).Count > 0;

    private Task<IList<HistoryEvent>> ReadHistoryAsync(string id, CancellationToken cancellationToken) =>
        RunAsync(client => client.GetOrchestrationHistoryAsync(id, cancellationToken), cancellationToken);

    private static InstanceState? EndOf(HistoryEvent happened) =>
        happened switch
        {
            ExecutionTerminatedEvent => InstanceState.Terminated,
            ExecutionCompletedEvent { OrchestrationStatus: OrchestrationStatus.Terminated } => InstanceState.Terminated,
            ExecutionCompletedEvent { OrchestrationStatus: OrchestrationStatus.Completed } => InstanceState.Completed,
            ExecutionCompletedEvent
            {
                OrchestrationStatus: OrchestrationStatus.Failed or OrchestrationStatus.Canceled
            } => InstanceState.Failed,
            _ => null,
        };

    private static bool IsFaultOfTheHost(StoreUnavailableException fault) =>
        fault.InnerException is RpcException { StatusCode: StatusCode.Unknown };

    private static InstanceState StateOf(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Completed => InstanceState.Completed,
        OrchestrationRuntimeStatus.Failed => InstanceState.Failed,
        OrchestrationRuntimeStatus.Terminated => InstanceState.Terminated,
        OrchestrationRuntimeStatus.Suspended => InstanceState.Suspended,
        _ => InstanceState.Running, // pending, running, and the moment between two turns
    };

    private async Task<T> RunAsync<T>(Func<DurableTaskClient, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(Client);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnavailable(exception.StatusCode);
            throw new StoreUnavailableException(
                $"The orchestrations cannot be reached: {exception.StatusCode}.",
                exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Instance {InstanceId} exists already and is not started again")]
    private partial void LogExists(string instanceId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Event {Name} was not taken: instance {InstanceId} has ended, or does not exist")]
    private partial void LogNotTaken(string name, string instanceId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A purge has left an unreadable row of instance {InstanceId} and no history: the instance no longer "
            + "exists")]
    private partial void LogLeftover(string instanceId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The orchestrations cannot be reached: {Status}. Nothing is accepted meanwhile, and nothing is lost."
    )]
    private partial void LogUnavailable(StatusCode status);
}
