using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Metrics of sweeps, under the meter of the service. The gauges hold the values of the last sweep in this process.
/// </summary>
public sealed class SweepMetrics
{
    private readonly Counter<long> _recovered;
    private readonly Gauge<long> _open;
    private readonly Gauge<double> _oldestPendingAge;
    private readonly Gauge<long> _overdue;
    private readonly Gauge<long> _held;

    /// <summary>Creates the instruments.</summary>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "The factory owns and disposes its meters.")]
    public SweepMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceMetrics.MeterName);
        _recovered = meter.CreateCounter<long>(
            "accountvalidation.recovered",
            "{validation}",
            "Starts completed and orchestrations taken over, by why.");
        _open = meter.CreateGauge<long>("accountvalidation.open", "{validation}", "Validations that are not finished.");
        _oldestPendingAge = meter.CreateGauge<double>(
            "accountvalidation.oldest_pending_age",
            "s",
            "Age of the oldest validation that has not settled.");
        _overdue = meter.CreateGauge<long>(
            "accountvalidation.overdue",
            "{validation}",
            "Validations that have not settled an hour after their deadline.");
        _held = meter.CreateGauge<long>(
            "accountvalidation.held",
            "{validation}",
            "Validations whose orchestrations failed again and again under this version.");
    }

    /// <summary>Records the gauges of a finished sweep.</summary>
    public void Swept(SweepTally tally)
    {
        _open.Record(tally.Open);
        _oldestPendingAge.Record(tally.OldestPendingAge.TotalSeconds);
        _overdue.Record(tally.Overdue);
        _held.Record(tally.Held);
    }

    /// <summary>Counts a validation that a sweep recovered, by cause.</summary>
    public void Recovered(string why) => _recovered.Add(1, new KeyValuePair<string, object?>("why", why));
}
