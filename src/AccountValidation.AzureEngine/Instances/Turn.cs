using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Management;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// The input of an orchestration: first what the management API shows of every instance (<see cref="InstanceInput"/>),
/// then what one turn of the orchestration starts from. Nothing in it is confidential.
/// </summary>
public sealed record Turn
{
    /// <summary>The validation's id.</summary>
    public required string ValidationId { get; init; }

    /// <summary>Juspay's id of the customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>The preferred gateway; null for Juspay's choice.</summary>
    public required string? Gateway { get; init; }

    /// <summary>The amount of the penny drop in INR, a decimal number as text without superfluous zeros.</summary>
    public required string Amount { get; init; }

    /// <summary>The only instance that may run it: a copy that was started under another id ends at once.</summary>
    public required string Instance { get; init; }

    /// <summary>Until when the turn waits; null when it does not.</summary>
    public DateTimeOffset? WaitUntil { get; init; }

    /// <summary>
    /// What the turn does. It was decided when the turn was made, by the rules of the version that ran then: so the
    /// history of a turn holds nothing that another version would have decided otherwise. Null when a version wrote it
    /// that decided while the turn ran.
    /// </summary>
    public DecidedStep? Decided { get; init; }

    /// <summary>True once the settlement is in the validation's row, which from then on is what counts.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>
    /// How many steps in a row could not be performed because of a fault of ours, or since too many did the same.
    /// </summary>
    public int Failures { get; init; }

    /// <summary>
    /// The span of the request that started the instance, as W3C Trace Context writes it: all that follows is one trace
    /// with it; null when nobody listened.
    /// </summary>
    public string? TraceParent { get; init; }

    /// <summary>The validation in the versioned JSON of the core, without what is confidential.</summary>
    public required JsonElement State { get; init; }

    /// <summary>The first turn of an instance.</summary>
    /// <param name="instance">The instance's id.</param>
    /// <param name="validation">The validation; what is confidential is taken away.</param>
    /// <param name="isRecorded">True when its settlement is in its row already.</param>
    /// <param name="now">The time at which its first step is decided.</param>
    public static Turn Of(string instance, Validation validation, bool isRecorded, DateTimeOffset now)
    {
        var input = InstanceInput.Of(validation);
        return new Turn
        {
            ValidationId = input.ValidationId,
            CustomerId = input.CustomerId,
            CustomerAccountId = input.CustomerAccountId,
            Gateway = input.Gateway,
            Amount = input.Amount,
            Instance = instance,
            IsRecorded = isRecorded,
            TraceParent = Activity.Current?.Id,
            State = StateElement.Of(validation),
        }.Deciding(NextAction.Of(validation, isRecorded, now));
    }

    /// <summary>The turn that does the next thing.</summary>
    public Turn Deciding(NextAction next) => next switch
    {
        NextAction.Activity activity => this with { Decided = new(activity.Name, activity.Number), WaitUntil = null },
        NextAction.Wait wait => this with { Decided = DecidedStep.Wait, WaitUntil = wait.Until },
        _ => this with { Decided = DecidedStep.Wait, WaitUntil = null }, // it finds that nothing is left to do
    };

    /// <summary>Reads the validation.</summary>
    /// <exception cref="StateFormatException">It was written by a newer version, or not by this program.</exception>
    public Validation ReadState() => StateElement.Read(State);

    /// <summary>
    /// The turn as JSON: what the management API shows of every instance, and beside it what is the engine's own.
    /// </summary>
    public JsonElement ToJson() =>
        JsonSerializer.SerializeToElement(
            new TurnInput(
                ValidationId,
                CustomerId,
                CustomerAccountId,
                Gateway,
                Amount,
                new(Instance, WaitUntil, IsRecorded, Failures, TraceParent, State, Decided)),
            TurnJson.Default.TurnInput);

    /// <summary>
    /// True when an input says that this instance may run it, whatever version wrote the rest. A copy that was started
    /// under another id may not.
    /// </summary>
    public static bool IsFor(string instanceId, JsonElement input) =>
        input is { ValueKind: JsonValueKind.Object } && input.TryGetProperty("engine", out var engine)
        && engine is { ValueKind: JsonValueKind.Object } && engine.TryGetProperty("instance", out var instance)
        && instance is { ValueKind: JsonValueKind.String } && instance.ValueEquals(instanceId);

    /// <summary>Reads a turn; null when the JSON is none.</summary>
    public static Turn? From(string? json)
    {
        try
        {
            return json is null ? null : From(JsonSerializer.Deserialize(json, TurnJson.Default.TurnInput));
        }
        catch (JsonException)
        {
            return null; // an operator's own start, or a version that is not known
        }
    }

    private static Turn? From(TurnInput? input) => input is not { Engine: { } engine } ? null : new()
    {
        ValidationId = input.ValidationId,
        CustomerId = input.CustomerId,
        CustomerAccountId = input.CustomerAccountId,
        Gateway = input.Gateway,
        Amount = input.Amount,
        Instance = engine.Instance,
        WaitUntil = engine.WaitUntil,
        IsRecorded = engine.IsRecorded,
        Failures = engine.Failures,
        TraceParent = engine.TraceParent,
        State = engine.State,
        Decided = engine.Next,
    };

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{ValidationId} in {Instance}";
}

/// <summary>What was decided for one turn.</summary>
/// <param name="Activity">One of <see cref="Steps.ActivityNames"/>; null to wait until the turn's time, if it has one,
/// and to decide again.</param>
/// <param name="Number">The attempt of a penny drop, or the round of a callback; 0 for other steps.</param>
public sealed record DecidedStep(string? Activity, int Number = 0)
{
    /// <summary>To wait.</summary>
    public static readonly DecidedStep Wait = new(Activity: null);
}

/// <summary>The versioned JSON of a validation, inside other JSON.</summary>
public static class StateElement
{
    /// <summary>A validation, without what is confidential of it.</summary>
    public static JsonElement Of(Validation validation)
    {
        using var document = JsonDocument.Parse(StateJson.Serialize(Confidential.RemovedFrom(validation)));
        return document.RootElement.Clone();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="StateFormatException">It was written by a newer version, or not by this program.</exception>
    public static Validation Read(JsonElement state) => StateJson.Deserialize(state.GetRawText());
}

// A property that is missing makes the whole unreadable: it waits for a version that can read it. What a later version
// adds needs a default value.
internal sealed record TurnInput(
    string ValidationId,
    string CustomerId,
    string CustomerAccountId,
    string? Gateway,
    string Amount,
    TurnEngine? Engine);

internal sealed record TurnEngine(
    string Instance,
    DateTimeOffset? WaitUntil,
    bool IsRecorded,
    int Failures,
    string? TraceParent,
    JsonElement State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DecidedStep? Next = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TurnInput))]
internal sealed partial class TurnJson : JsonSerializerContext;
