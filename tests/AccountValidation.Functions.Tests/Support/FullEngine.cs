using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// An engine that has too many unsettled validations for some starts, and keeps the claims of those that it takes.
/// </summary>
internal sealed class FullEngine : IValidationEngine
{
    private readonly List<string> _claims = [];

    public int RefusesSoOften { get; set; }

    public IReadOnlyList<string> Claims => _claims;

    public Task<StartResult> StartAsync(
        Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        if (RefusesSoOften-- > 0)
        {
            return Task.FromResult<StartResult>(new StartResult.TooManyUnsettled());
        }

        _claims.Add($"{claim?.Caller} {claim?.Key}");
        return Task.FromResult<StartResult>(new StartResult.Started(validation));
    }

    public Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds,
        CancellationToken cancellationToken) => throw new NotSupportedException();

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
