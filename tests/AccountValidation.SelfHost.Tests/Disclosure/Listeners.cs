using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>Listens to every instrument and every activity of this process, as an operator's tools may.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly Transcript _transcript;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public Listeners(Transcript transcript)
    {
        _transcript = transcript;
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        Measure<byte>();
        Measure<short>();
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        Measure<decimal>();
        _meters.Start();
        _activities = new()
        {
            ShouldListenTo = source => source.Name != LoopbackServer.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>The names of the instruments that measured, and of the sources whose activities ended.</summary>
    public HashSet<string> Heard { get; } = [];

    public void Dispose()
    {
        _meters.RecordObservableInstruments();
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Measure<T>()
        where T : struct =>
        _meters.SetMeasurementEventCallback<T>(
            (instrument, value, tags, _) =>
            {
                Hear(instrument.Name);
                var tagged = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
                _transcript.Add(Place.Metric, $"{instrument.Meter.Name} {instrument.Name} {value} {tagged}");
            });

    private void Note(Activity activity)
    {
        Hear(activity.Source.Name);
        var tags = activity
            .TagObjects.Concat(activity.Events.SelectMany(happened => happened.Tags))
            .Select(tag => $"{tag.Key}={tag.Value}");
        var baggage = activity.Baggage.Select(item => $"{item.Key}={item.Value}");
        _transcript.Add(
            Place.Trace,
            $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription} "
            + $"{string.Join(' ', tags)} {string.Join(' ', baggage)}");
    }

    private void Hear(string name)
    {
        lock (Heard)
        {
            Heard.Add(name);
        }
    }
}
