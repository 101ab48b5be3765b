using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Tests;

/// <summary>An engine in memory that starts validations as the port says, and nothing else.</summary>
internal sealed class MemoryEngine : IValidationEngine
{
    private readonly List<Validation> _validations = [];
    private readonly Dictionary<(string Caller, string Key), (string Fingerprint, Validation Validation)> _claims = [];

    public IReadOnlyList<Validation> Validations => _validations;

    public IReadOnlyList<string> Claims => [.. _claims.Keys.Select(claim => $"{claim.Caller} {claim.Key}")];

    /// <summary>True while nothing can be stored.</summary>
    public bool IsFull { get; set; }

    /// <summary>True while too many validations have not settled.</summary>
    public bool HasTooMany { get; set; }

    /// <summary>Frees all accounts, as validations do that settle.</summary>
    public HashSet<string> SettledAccounts { get; } = new(StringComparer.Ordinal);

    public Task<StartResult> StartAsync(
        Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        if (IsFull)
        {
            throw new StoreUnavailableException();
        }

        if (claim is not null && _claims.TryGetValue((claim.Caller, claim.Key), out var earlier))
        {
            return Task.FromResult<StartResult>(
                earlier.Fingerprint == claim.Fingerprint
                    ? new StartResult.Replayed(earlier.Validation)
                    : new StartResult.KeyReused(earlier.Validation.Id));
        }

        var account = validation.Request.CustomerAccountId;
        if (
            !SettledAccounts.Contains(account)
            && _validations.Find(other => other.Request.CustomerAccountId == account) is { } busy)
        {
            return Task.FromResult<StartResult>(new StartResult.AccountBusy(busy.Id));
        }

        if (HasTooMany)
        {
            return Task.FromResult<StartResult>(new StartResult.TooManyUnsettled());
        }

        _validations.Add(validation);
        if (claim is not null)
        {
            _claims.Add((claim.Caller, claim.Key), (claim.Fingerprint, validation));
        }

        return Task.FromResult<StartResult>(new StartResult.Started(validation));
    }

    public Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IReadOnlyCollection<string> FiltersWithoutIndex => [];

    public Task<ValidationSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ValidationList> ListAsync(ValidationFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ValidationChange?> SignalAsync(
        string id, Signal.OfContract signal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Validation?> WaitUntilSettledAsync(string id, TimeSpan atMost, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
