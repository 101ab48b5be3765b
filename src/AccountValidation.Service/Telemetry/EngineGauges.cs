using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Gauges of the engine, under the meter of the service. A reader of the metrics asks for the values.
/// </summary>
public sealed class EngineGauges
{
    private readonly IEngineFigures _figures;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates the gauges.</summary>
    /// <param name="meters">Owns the meter.</param>
    /// <param name="figures">Gives the values.</param>
    /// <param name="timeProvider">Gives the time that ages count to.</param>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "The factory owns and disposes its meters.")]
    public EngineGauges(IMeterFactory meters, IEngineFigures figures, TimeProvider timeProvider)
    {
        (_figures, _timeProvider) = (figures, timeProvider);
        var meter = meters.Create(ServiceMetrics.MeterName);
        meter.CreateObservableGauge(
            "accountvalidation.open",
            () => OfWaiting(tally => tally.Count),
            "{validation}",
            "Validations that are not finished, by the cause that they wait for.");
        meter.CreateObservableGauge(
            "accountvalidation.oldest_wait_age",
            () => OfWaiting(tally => AgeOf(tally.Oldest)),
            "s",
            "Since when the oldest validation waits, by cause.");
        meter.CreateObservableGauge(
            "accountvalidation.oldest_pending_age",
            () => OfSummary(summary => summary.Statuses
                .Where(tally => tally.Of == ValidationStatus.Pending)
                .Select(tally => AgeOf(tally.Oldest))
                .FirstOrDefault()),
            "s",
            "Age of the oldest validation that has not settled.");
        meter.CreateObservableGauge(
            "accountvalidation.callback.failed",
            () => OfSummary(summary => summary.Callbacks
                .Where(tally => tally.Of == CallbackStatus.Failed)
                .Select(tally => tally.Count)
                .FirstOrDefault()),
            "{callback}",
            "Callbacks that are dead letters now.");
        meter.CreateObservableGauge(
            "accountvalidation.step_lateness",
            () => figures.Lateness.TotalSeconds,
            "s",
            "How late the step is that has been due for the longest time.");
        meter.CreateObservableGauge(
            "accountvalidation.open_drops",
            () => figures.CountOpenDrops() is { } count ? [new(count)] : Array.Empty<Measurement<long>>(),
            "{drop}",
            "Penny drops whose end is not known.");
        meter.CreateObservableGauge(
            "accountvalidation.store.waiting_writes",
            () => figures.WaitingWrites,
            "{write}",
            "Writes that wait for their commit.");
    }

    private double AgeOf(DateTimeOffset time) => (_timeProvider.GetUtcNow() - time).TotalSeconds;

    private IEnumerable<Measurement<T>> OfWaiting<T>(Func<Tally<WaitCause>, T> valueOf)
        where T : struct =>
        _figures.Summarize()?.Waiting.Select(tally => new Measurement<T>(
            valueOf(tally), new KeyValuePair<string, object?>("waiting_for", WaitNames.Of(tally.Of)))) ?? [];

    private IEnumerable<Measurement<T>> OfSummary<T>(Func<ValidationSummary, T> valueOf)
        where T : struct =>
        _figures.Summarize() is { } summary ? [new(valueOf(summary))] : [];
}
