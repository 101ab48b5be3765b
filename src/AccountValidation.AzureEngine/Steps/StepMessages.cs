using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// An orchestration's request to an activity. The history holds it, so nothing in it is confidential. An activity of
/// another version may read it, so the names in its JSON never change.
/// </summary>
/// <param name="ValidationId">The id of the validation.</param>
/// <param name="Instance">The id of the instance that requests the step.</param>
/// <param name="State">The validation as the instance knows it; null where the row counts.</param>
/// <param name="RequestedAt">The instance's time. The activity's clock may belong to another machine and be behind: a
/// step that was due by this time is due.</param>
/// <param name="Number">The number of the step, for activities of the version before.</param>
/// <param name="TraceParent">The span of the start request, as W3C Trace Context writes it; null when nobody
/// listened.</param>
/// <param name="Step">The core's step as JSON; null for the settlement, and in a request of the version before.</param>
public sealed record StepRequest(
    [property: JsonPropertyName("validationId")] string ValidationId,
    [property: JsonPropertyName("instance")] string Instance,
    [property: JsonPropertyName("state")] JsonElement? State,
    [property: JsonPropertyName("askedAt")] DateTimeOffset RequestedAt,
    [property: JsonPropertyName("number")] int Number = 0,
    [property: JsonPropertyName("traceParent")] string? TraceParent = null,
    [property: JsonPropertyName("step")] JsonElement? Step = null)
{
    /// <summary>Requests a step of a turn.</summary>
    /// <param name="turn">The turn that requests the step.</param>
    /// <param name="validation">The validation as the turn knows it.</param>
    /// <param name="activity">The activity that performs the step.</param>
    /// <param name="now">The time of the turn.</param>
    public static StepRequest Of(
        Turn turn, Validation validation, NextAction.Activity activity, DateTimeOffset now) =>
        new(
            turn.ValidationId,
            turn.Instance,
            turn.IsRecorded ? null : StateElement.Of(validation),
            now,
            activity.Number,
            turn.TraceParent,
            JsonOf(activity));

    /// <summary>The request with its step, also when the version before wrote the request without one.</summary>
    /// <param name="activity">The activity that got the request.</param>
    public StepRequest WithStep(string activity) =>
        Step is null ? this with { Step = JsonOf(NextAction.Activity.Of(activity, Number)) } : this;

    /// <summary>Reads the requested step.</summary>
    /// <exception cref="StateFormatException">The request holds no step that this version knows.</exception>
    public Step ReadStep() => Step is { ValueKind: JsonValueKind.Object } step
        ? StepJson.DeserializeStep(step.GetRawText())
        : throw new StateFormatException("The request holds no step.");

    /// <summary>
    /// The time for deciding whether a step is due: the clock's time, but never before the instance's own.
    /// </summary>
    public DateTimeOffset Now(TimeProvider clock) =>
        clock.GetUtcNow() is var now && now > RequestedAt ? now : RequestedAt;

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{ValidationId} in {Instance}";

    private static JsonElement? JsonOf(NextAction.Activity activity) =>
        activity.Step is { } step ? JsonElement.Parse(StepJson.Serialize(step)) : null;
}

/// <summary>An activity's response. The history holds it, so nothing in it is confidential.</summary>
/// <param name="Outcome">The outcome of the step, which the instance applies; null when the row was changed
/// instead.</param>
/// <param name="State">The validation as its row now holds it; null when the report has an outcome.</param>
/// <param name="IsOver">True when another instance has taken over: this instance has nothing left to do.</param>
/// <param name="IsBusy">True when nothing was done for lack of a permit: the instance asks again a little
/// later.</param>
/// <param name="ComeAgainAfter">When the report is busy, the time until a permit should be free; null when no such time
/// is known.</param>
public sealed record StepReport(
    [property: JsonPropertyName("outcome")] JsonElement? Outcome = null,
    [property: JsonPropertyName("state")] JsonElement? State = null,
    [property: JsonPropertyName("isOver")] bool IsOver = false,
    [property: JsonPropertyName("isBusy")] bool IsBusy = false,
    [property: JsonPropertyName("comeAgainAfter")] TimeSpan? ComeAgainAfter = null)
{
    /// <summary>Reports a step whose outcome the instance applies.</summary>
    public static StepReport Of(Outcome outcome)
    {
        var shown = outcome switch
        {
            Outcome.Checked check => check with { Reply = Confidential.RemovedFrom(check.Reply) },
            Outcome.PennyDropEnded drop => drop with
            {
                Reply = Confidential.RemovedFrom(drop.Reply),
                Check = drop.Check is { } check ? check with { Reply = Confidential.RemovedFrom(check.Reply) } : null,
            },
            _ => outcome,
        };
        using var document = JsonDocument.Parse(StepJson.Serialize(shown));
        return new(Outcome: document.RootElement.Clone());
    }

    /// <summary>
    /// Reports a step that changed the validation's row for an instance. Null: another instance drives the validation,
    /// or it was purged.
    /// </summary>
    public static StepReport Of(RowChange? change, string instance) => change is { After: var row }
        ? new(State: StateElement.Of(row.State), IsOver: row.Driver != instance)
        : new(IsOver: true);

    /// <summary>Reads the outcome; null when the report has no outcome.</summary>
    public Outcome? ReadOutcome() =>
        Outcome is { ValueKind: JsonValueKind.Object } outcome
            ? StepJson.DeserializeOutcome(outcome.GetRawText())
            : null;

    /// <summary>Holds no content: the string may reach a log.</summary>
    public override string ToString() => nameof(StepReport);
}
