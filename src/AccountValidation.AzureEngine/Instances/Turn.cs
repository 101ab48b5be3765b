using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Management;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// The input of an orchestration. First stand the fields that the management API shows of every instance
/// (<see cref="InstanceInput"/>). Then follows the starting point of a turn. Nothing in the input is confidential.
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

    /// <summary>The amount of the penny drop in INR: a decimal number as a string without superfluous zeros.</summary>
    public required string Amount { get; init; }

    /// <summary>The only instance that may run this input: a copy under another id ends at once.</summary>
    public required string Instance { get; init; }

    /// <summary>Until when the turn waits; null when the turn does not wait.</summary>
    public DateTimeOffset? WaitUntil { get; init; }

    /// <summary>
    /// The step of this turn, decided when the turn was made, by the rules of the version that ran then. So no other
    /// version would have decided a turn's history otherwise. Null in the input of a version that decided during the
    /// turn.
    /// </summary>
    public DecidedStep? Decided { get; init; }

    /// <summary>True once the validation's row holds the settlement; from then on the row counts.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>
    /// How many steps in a row were not performed, through a fault of the service or a missing permit.
    /// </summary>
    public int Failures { get; init; }

    /// <summary>
    /// The span of the request that started the instance, as W3C Trace Context writes it. All later spans join its
    /// trace. Null when nobody listened.
    /// </summary>
    public string? TraceParent { get; init; }

    /// <summary>The validation in the versioned JSON of the core, without its confidential part.</summary>
    public required JsonElement State { get; init; }

    /// <summary>Makes the first turn of an instance.</summary>
    /// <param name="instance">The instance's id.</param>
    /// <param name="validation">The validation; its confidential part is removed here.</param>
    /// <param name="isRecorded">True when the validation's row already holds the settlement.</param>
    /// <param name="now">The time at which the first step is decided.</param>
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
            TraceParent = validation.TraceParent ?? Activity.Current?.Id,
            State = StateElement.Of(validation),
        }.Deciding(NextAction.Of(validation, isRecorded, now));
    }

    /// <summary>The turn that performs the given action.</summary>
    public Turn Deciding(NextAction next) => next switch
    {
        NextAction.Activity activity => this with { Decided = new(activity.Name, activity.Number), WaitUntil = null },
        NextAction.Wait wait => this with { Decided = DecidedStep.Wait, WaitUntil = wait.Until },
        _ => this with { Decided = DecidedStep.Wait, WaitUntil = null }, // the turn finds that nothing is left to do
    };

    /// <summary>Reads the validation out of the input.</summary>
    /// <exception cref="StateFormatException">A newer version wrote the state, or another program did.</exception>
    public Validation ReadState() => StateElement.Read(State);

    /// <summary>
    /// The turn as JSON: the fields that the management API shows of every instance, and the engine's own fields.
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
    /// True when an input names this instance as its only runner, whatever version wrote the rest. A copy under another
    /// id gets false.
    /// </summary>
    public static bool IsFor(string instanceId, JsonElement input) =>
        input is { ValueKind: JsonValueKind.Object } && input.TryGetProperty("engine", out var engine)
        && engine is { ValueKind: JsonValueKind.Object } && engine.TryGetProperty("instance", out var instance)
        && instance is { ValueKind: JsonValueKind.String } && instance.ValueEquals(instanceId);

    /// <summary>Reads a turn; null when the JSON holds no turn.</summary>
    public static Turn? From(string? json)
    {
        try
        {
            return json is null ? null : From(JsonSerializer.Deserialize(json, TurnJson.Default.TurnInput));
        }
        catch (JsonException)
        {
            return null; // an operator started the instance by hand, or the version is not known
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

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{ValidationId} in {Instance}";
}

/// <summary>The decided step of a turn. Inputs hold this form: a replay calls the activity of this name.</summary>
/// <param name="Activity">A name of <see cref="Steps.ActivityNames"/>; null to wait until the turn's time, if any, and
/// to decide again.</param>
/// <param name="Number">The attempt of a penny drop, or the round of a callback; 0 for other steps.</param>
public sealed record DecidedStep(string? Activity, int Number = 0)
{
    /// <summary>The decision to wait.</summary>
    public static readonly DecidedStep Wait = new(Activity: null);
}

/// <summary>The versioned JSON of a validation, inside other JSON.</summary>
public static class StateElement
{
    /// <summary>Writes a validation without its confidential part.</summary>
    public static JsonElement Of(Validation validation)
    {
        using var document = JsonDocument.Parse(StateJson.Serialize(Confidential.RemovedFrom(validation)));
        return document.RootElement.Clone();
    }

    /// <summary>Reads a validation that <see cref="Of"/> wrote.</summary>
    /// <exception cref="StateFormatException">A newer version wrote the state, or another program did.</exception>
    public static Validation Read(JsonElement state) => StateJson.Deserialize(state.GetRawText());
}

// A missing property makes the whole input unreadable: it waits for a version that can read it. A property that a later
// version adds needs a default value.
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
