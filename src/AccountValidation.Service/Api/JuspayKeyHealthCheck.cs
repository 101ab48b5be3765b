using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Api;

/// <summary>
/// Degraded while validations wait because Juspay refuses the operator's API key, or because open penny drops are at
/// another Juspay. Also degraded while Juspay refuses the key of the last call. Meanwhile the service accepts
/// validations and holds them.
/// </summary>
/// <param name="monitor">Knows the last call.</param>
/// <param name="counts">The counts of waiting validations; empty where the store keeps none.</param>
public sealed class JuspayKeyHealthCheck(JuspayMonitor monitor, IEnumerable<IWaitCounts> counts) : IHealthCheck
{
    /// <summary>The description while Juspay refuses the operator's API key.</summary>
    public const string Refused =
        "Juspay refuses our API key: validations are held. Check Juspay:ApiKey and Juspay:MerchantId.";

    /// <summary>The description while a penny drop is open at another Juspay.</summary>
    public const string Elsewhere =
        "Penny drops are open at another Juspay, or under another merchant id, than the settings name: their accounts "
        + "are held. Set Juspay:BaseUrl and Juspay:MerchantId back until the ends of these drops are known, or wait: "
        + "a drop counts as ended 72 hours after it was sent.";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((Held(WaitCause.KeyRefused), Held(WaitCause.DropElsewhere)) switch
        {
            ({ } held, _) => HealthCheckResult.Degraded(With(held, Refused)),
            _ when monitor.IsKeyRefused => HealthCheckResult.Degraded(Refused),
            (_, { } held) => HealthCheckResult.Degraded(With(held, Elsewhere)),
            _ when monitor.IsDropElsewhere => HealthCheckResult.Degraded(Elsewhere),
            _ => HealthCheckResult.Healthy(),
        });

    private static string With(Tally<WaitCause> held, string description) => string.Create(
        CultureInfo.InvariantCulture,
        $"{held.Count} validations are held, the first since {held.Oldest.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}. "
        + $"{description}");

    // The check of the store tells that the store does not work.
    private Tally<WaitCause>? Held(WaitCause cause)
    {
        try
        {
            return counts.Select(store => store.Find(cause)).FirstOrDefault(held => held is not null);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
