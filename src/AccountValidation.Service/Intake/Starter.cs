using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Intake;

/// <summary>Starts validations, whether the request came by HTTP or from the queue.</summary>
/// <param name="engine">Stores the validations.</param>
/// <param name="ids">Makes the ids of new validations.</param>
/// <param name="terms">The terms and defaults of new validations.</param>
/// <param name="metrics">Counts accepted and postponed starts.</param>
/// <param name="timeProvider">Gives the time of acceptance.</param>
public sealed class Starter(
    IValidationEngine engine, Ids ids, StartTerms terms, ServiceMetrics metrics, TimeProvider timeProvider)
{
    private const decimal DefaultAmount = 1;

    /// <summary>Fills in the defaults and has the engine store the validation.</summary>
    /// <param name="request">A checked request.</param>
    /// <param name="claim">The idempotency key with its owner; null for none.</param>
    /// <param name="caller">The name of the caller's API key; null for a request from the intake queue, which gives way
    /// to requests of clients that wait.</param>
    /// <param name="cancellationToken">Abandons the start. The caller then does not know whether the engine stored the
    /// validation.</param>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    public async Task<StartResult> StartAsync(
        StartRequest request, IdempotencyClaim? claim, string? caller, CancellationToken cancellationToken)
    {
        using var span = Spans.BeginValidate();
        var validation = Accept(request, isBulk: caller is null) with { Caller = caller, TraceParent = span?.Id };
        var result = await engine.StartAsync(validation, claim, cancellationToken);
        span?.SetTag("start.result", result.GetType().Name);
        if (result is StartResult.Started)
        {
            span?.SetTag("validation.id", validation.Id);
            metrics.Accepted();
        }
        else if (result is StartResult.TooManyUnsettled)
        {
            metrics.HadTooManyUnsettled();
        }

        return result;
    }

    private Validation Accept(StartRequest request, bool isBulk) => Lifecycle.Accept(
        ids.NewValidationId(),
        new()
        {
            CustomerId = request.CustomerId,
            CustomerAccountId = request.CustomerAccountId,
            RoutingId = request.RoutingId ?? request.CustomerId,
            Gateway = request.Gateway,
            Amount = request.Amount ?? DefaultAmount,
            CallbackUrl = request.CallbackUrl ?? terms.DefaultCallbackUrl,
            Metadata = request.Metadata,
        },
        terms.For(request.Gateway),
        timeProvider.GetUtcNow(),
        isBulk);
}
