using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Intake;

/// <summary>Starts validations, whichever way the request came in.</summary>
/// <param name="engine">Makes validations durable.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="terms">The terms and defaults of new validations.</param>
/// <param name="metrics">Counts.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class Starter(
    IValidationEngine engine, Ids ids, StartTerms terms, ServiceMetrics metrics, TimeProvider timeProvider)
{
    private const decimal DefaultAmount = 1;

    /// <summary>Fills in the defaults and has the engine store the validation.</summary>
    /// <param name="request">A request that was checked.</param>
    /// <param name="claim">The idempotency key; null for none.</param>
    /// <param name="isBulk">Whether it was taken from the intake queue; false when somebody waits for it.</param>
    /// <param name="cancellationToken">Abandons the start; whether it was stored is not known then.</param>
    /// <exception cref="StoreUnavailableException">Nothing can be stored at the moment.</exception>
    public async Task<StartResult> StartAsync(
        StartRequest request, IdempotencyClaim? claim, bool isBulk, CancellationToken cancellationToken)
    {
        var result = await engine.StartAsync(Accept(request, isBulk), claim, cancellationToken);
        if (result is StartResult.Started)
        {
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
