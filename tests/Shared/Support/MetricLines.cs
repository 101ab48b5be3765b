using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace AccountValidation.Tests.Support;

/// <summary>
/// Records every measurement of the service's own meters of one factory as a line: instrument, value, tags.
/// </summary>
internal sealed class MetricLines : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _lines = new();

    public MetricLines(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                ReferenceEquals(instrument.Meter.Scope, meters)
                && instrument.Meter.Name.StartsWith("AccountValidation", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Dispose() => _listener.Dispose();

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : IFormattable =>
        _lines.Enqueue(string.Join(
            ' ',
            [
                instrument.Name,
                value.ToString(null, CultureInfo.InvariantCulture),
                .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"),
            ]));
}
