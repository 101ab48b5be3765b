using System.Collections.Concurrent;
using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Tests;

/// <summary>An engine that knows unsettled validations of some accounts and writes down what it is asked.</summary>
internal sealed class HintedEngine(params string[] unsettled) : IValidationEngine
{
    private readonly ConcurrentQueue<(string Id, Signal Signal)> _signals = new();

    public int Lookups { get; private set; }

    public bool IsBroken { get; init; }

    public IReadOnlyCollection<(string Id, Signal Signal)> Signals => _signals;

    public Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds, CancellationToken cancellationToken)
    {
        Lookups++;
        return IsBroken
            ? throw new StoreUnavailableException("The disk is full.", new IOException())
            : Task.FromResult<IReadOnlyList<string>>([
                .. unsettled.Where(customerAccountIds.Contains).Select(account => "val_of_" + account),
            ]);
    }

    public Task<ValidationChange?> SignalAsync(
        string id, Signal.OfContract signal, CancellationToken cancellationToken)
    {
        _signals.Enqueue((id, signal));
        return Task.FromResult<ValidationChange?>(null);
    }

    public Task<StartResult> StartAsync(
        Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken) => throw NotCalled();

    public Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) => throw NotCalled();

    public IReadOnlyCollection<string> FiltersWithoutIndex => [];

    public Task<ValidationSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        throw NotCalled();

    public Task<ValidationList> ListAsync(ValidationFilter filter, CancellationToken cancellationToken) =>
        throw NotCalled();

    public Task<Validation?> WaitUntilSettledAsync(string id, TimeSpan atMost, CancellationToken cancellationToken) =>
        throw NotCalled();

    private static NotSupportedException NotCalled() => new("A notification asks for nothing of the kind.");
}
