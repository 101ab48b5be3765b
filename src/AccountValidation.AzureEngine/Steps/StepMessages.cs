using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// What an orchestration asks an activity for. It stands in the history, so nothing in it is confidential.
/// </summary>
/// <param name="ValidationId">The validation.</param>
/// <param name="Instance">The instance that asks.</param>
/// <param name="State">The validation as the instance knows it; null where its row is what counts.</param>
/// <param name="RequestedAt">The instance's time. The activity's clock may be another machine's, and behind: what was
/// due then is due now.</param>
/// <param name="Number">The attempt of a penny drop, or the round of a callback; 0 for other steps.</param>
/// <param name="TraceParent">The span of the request that started it all, as W3C Trace Context writes it; null when
/// nobody listened.</param>
public sealed record StepRequest(
    [property: JsonPropertyName("validationId")] string ValidationId,
    [property: JsonPropertyName("instance")] string Instance,
    [property: JsonPropertyName("state")] JsonElement? State,
    [property: JsonPropertyName("askedAt")] DateTimeOffset RequestedAt,
    [property: JsonPropertyName("number")] int Number = 0,
    [property: JsonPropertyName("traceParent")] string? TraceParent = null)
{
    /// <summary>The time for what is due: the clock's, and never before the instance's own.</summary>
    public DateTimeOffset Now(TimeProvider clock) =>
        clock.GetUtcNow() is var now && now > RequestedAt ? now : RequestedAt;

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{ValidationId} in {Instance}";
}

/// <summary>What an activity answers. It stands in the history, so nothing in it is confidential.</summary>
/// <param name="Outcome">What became of the step, for the instance to apply; null when the row was changed
/// instead.</param>
/// <param name="State">The validation as its row has it now; null when there is an outcome.</param>
/// <param name="IsOver">True when another instance has taken over: this one has nothing left to do.</param>
/// <param name="IsBusy">True when nothing was done, since too many do the same here at the moment: the instance asks
/// again a little later.</param>
/// <param name="ComeAgainAfter">When it is busy, the time after which there should be a permit; null when that is not
/// known.</param>
public sealed record StepReport(
    [property: JsonPropertyName("outcome")] JsonElement? Outcome = null,
    [property: JsonPropertyName("state")] JsonElement? State = null,
    [property: JsonPropertyName("isOver")] bool IsOver = false,
    [property: JsonPropertyName("isBusy")] bool IsBusy = false,
    [property: JsonPropertyName("comeAgainAfter")] TimeSpan? ComeAgainAfter = null)
{
    /// <summary>The report of a step whose outcome the instance applies.</summary>
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
    /// The report of a step that changed the validation's row for an instance. No row: another drives it, or it was
    /// purged.
    /// </summary>
    public static StepReport Of(RowChange? change, string instance) => change is { After: var row }
        ? new(State: StateElement.Of(row.State), IsOver: row.Driver != instance)
        : new(IsOver: true);

    /// <summary>Reads the outcome; null when there is none.</summary>
    public Outcome? ReadOutcome() =>
        Outcome is { ValueKind: JsonValueKind.Object } outcome
            ? StepJson.DeserializeOutcome(outcome.GetRawText())
            : null;

    /// <summary>Holds no content: the text may reach a log.</summary>
    public override string ToString() => nameof(StepReport);
}
