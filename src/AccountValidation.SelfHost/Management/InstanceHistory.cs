using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Core.Timelines;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// Renders a timeline as the history of an orchestration: checks, penny drops and callback attempts become tasks;
/// signals become events. Several equal events that the timeline counts in one entry become one event, at the last
/// time. The validation's state tells the rest: a drop under way, the operator's reason and the end.
/// </summary>
internal static class InstanceHistory
{
    private const string Check = "CheckAccount";
    private const string Drop = "DropPenny";
    private const string Deliver = "DeliverCallback";

    /// <summary>Returns the history of a validation.</summary>
    /// <param name="validation">The validation.</param>
    /// <param name="showInput">Whether events include their input.</param>
    /// <param name="showOutput">Whether events include their result.</param>
    public static JsonArray Of(Validation validation, bool showInput, bool showOutput)
    {
        var writer = new HistoryWriter(showInput, showOutput);
        var lastControl = validation.Timeline.Entries.LastOrDefault(entry => IsControl(entry, validation));
        TimelineEntry? intent = null;
        foreach (var entry in validation.Timeline.Entries)
        {
            // The validation keeps only the operator's last reason.
            Write(
                writer,
                validation,
                entry,
                intent,
                ReferenceEquals(entry, lastControl) ? validation.Control?.Reason : null);
            intent = IntentAfter(entry, intent);
        }

        if (validation is
            {
                Stage: Stage.DropUnderWay or Stage.Settled { Left: Stage.DropUnderWay },
                Drop: { } underWay
            })
        {
            writer.Scheduled(underWay.At, Drop);
        }

        if (validation.IsFinished)
        {
            writer.Completed(
                InstanceView.LastUpdated(validation),
                RuntimeStatuses.Of(validation),
                InstanceView.OutputOf(validation));
        }

        return writer.Events;
    }

    // A signal may come between a penny drop and its result.
    private static TimelineEntry? IntentAfter(TimelineEntry entry, TimelineEntry? intent) =>
        entry.Event switch
        {
            TimelineEvents.DropIntended => entry,
            TimelineEvents.DropAnswered
            or TimelineEvents.DropEnded
            or TimelineEvents.DropNotAccepted
            or TimelineEvents.DropUncertain
            or TimelineEvents.KeyRefused => null,
            TimelineEvents.Omitted => null,
            _ => intent,
        };

    private static void Write(
        HistoryWriter writer, Validation validation, TimelineEntry entry, TimelineEntry? intent, string? reason)
    {
        var begun = intent?.LastAt ?? entry.At;
        switch (entry.Event)
        {
            case TimelineEvents.Accepted:
                writer.Started(entry.LastAt, InstanceView.Name, InstanceView.InputOf(validation)?.ToJsonString());
                break;
            case TimelineEvents.Checked:
                writer.TaskCompleted(entry.LastAt, entry.At, Check, entry.Detail);
                break;
            case TimelineEvents.KeyRefused when intent is null:
            case TimelineEvents.CheckFailed:
                writer.TaskFailed(entry.LastAt, entry.At, Check, entry.Detail);
                break;
            case TimelineEvents.DropAnswered or TimelineEvents.DropEnded:
                writer.TaskCompleted(entry.LastAt, begun, Drop, entry.Detail);
                break;
            case TimelineEvents.KeyRefused:
            case TimelineEvents.DropNotAccepted:
            case TimelineEvents.DropUncertain:
                writer.TaskFailed(entry.LastAt, begun, Drop, entry.Detail);
                break;
            case TimelineEvents.CallbackDelivered:
                writer.TaskCompleted(entry.LastAt, entry.At, Deliver, entry.Detail);
                break;
            case TimelineEvents.CallbackFailed:
                writer.TaskFailed(entry.LastAt, entry.At, Deliver, entry.Detail);
                break;
            default:
                WriteSignal(writer, validation, entry, reason);
                break;
        }
    }

    // Every other entry tells how a task ended: the history of an orchestration has no event for that.
    private static void WriteSignal(HistoryWriter writer, Validation validation, TimelineEntry entry, string? reason)
    {
        switch (entry.Event)
        {
            case TimelineEvents.Suspended:
                writer.Suspended(entry.LastAt, reason);
                break;
            case TimelineEvents.Resumed:
                writer.Resumed(entry.LastAt, reason);
                break;
            case TimelineEvents.CancelRequested when validation.Control is { IsTerminated: true }:
                writer.Terminated(entry.LastAt, reason);
                break;
            case TimelineEvents.CancelRequested:
                writer.Raised(entry.LastAt, nameof(Signal.Cancel));
                break;
            case TimelineEvents.CheckRequested:
                writer.Raised(entry.LastAt, nameof(Signal.Check));
                break;
            case TimelineEvents.Notified:
                writer.Raised(entry.LastAt, nameof(Signal.Hint));
                break;
            case TimelineEvents.RedeliveryRequested:
                writer.Raised(entry.LastAt, nameof(Signal.Redeliver));
                break;
        }
    }

    private static bool IsControl(TimelineEntry entry, Validation validation) =>
        entry.Event is TimelineEvents.Suspended or TimelineEvents.Resumed
        || (entry.Event == TimelineEvents.CancelRequested && validation.Control is { IsTerminated: true });
}
