using System.Diagnostics.Metrics;

namespace AccountValidation.Service.Tests;

/// <summary>Writes down every measurement of one meter factory as a line: instrument, value, tags.</summary>
internal sealed class MetricLines : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<string> _lines = [];

    public MetricLines(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _lines.Add(string.Join(' ', [instrument.Name, value, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")])));
        _listener.Start();
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Dispose() => _listener.Dispose();
}
