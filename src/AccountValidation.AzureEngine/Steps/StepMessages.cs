using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// An orchestration's request to an activity. The history holds it, so nothing in it is confidential.
/// </summary>
/// <param name="ValidationId">The id of the validation.</param>
/// <param name="Instance">The id of the instance that requests the step.</param>
/// <param name="State">The validation as the instance knows it; null where the row counts.</param>
/// <param name="RequestedAt">The instance's time. The activity's clock may belong to another machine and be behind: a
/// step that was due by this time is due.</param>
/// <param name="Number">The attempt of a penny drop, or the round of a callback; 0 for other steps.</param>
/// <param name="TraceParent">The span of the start request, as W3C Trace Context writes it; null when nobody
/// listened.</param>
public sealed record StepRequest(
    [property: JsonPropertyName("validationId")] string ValidationId,
    [property: JsonPropertyName("instance")] string Instance,
    [property: JsonPropertyName("state")] JsonElement? State,
    [property: JsonPropertyName("askedAt")] DateTimeOffset RequestedAt,
    [property: JsonPropertyName("number")] int Number = 0,
    [property: JsonPropertyName("traceParent")] string? TraceParent = null)
{
    /// <summary>
    /// The time for deciding whether a step is due: the clock's time, but never before the instance's own.
    /// </summary>
    public DateTimeOffset Now(TimeProvider clock) =>
        clock.GetUtcNow() is var now && now > RequestedAt ? now : RequestedAt;

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{ValidationId} in {Instance}";
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
