using System.Text.Json;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Json;

/// <summary>
/// The durable form of steps and their results. Some engines keep these apart from the state: in a history or a money
/// journal.
/// </summary>
public static class StepJson
{
    /// <summary>Writes a step that an engine can execute, its kind included.</summary>
    /// <exception cref="NotSupportedException">No engine executes the step: a wait, a hold or the end.</exception>
    public static string Serialize(Step step) => JsonSerializer.Serialize(step, StateJsonContext.Default.Step);

    /// <summary>Writes an outcome, its kind included.</summary>
    public static string Serialize(Outcome outcome) =>
        JsonSerializer.Serialize(outcome, StateJsonContext.Default.Outcome);

    /// <summary>Writes a reply of Juspay, its kind included.</summary>
    public static string Serialize(JuspayReply reply) =>
        JsonSerializer.Serialize(reply, StateJsonContext.Default.JuspayReply);

    /// <summary>Writes a baseline for a money journal.</summary>
    public static string Serialize(Baseline baseline) =>
        JsonSerializer.Serialize(baseline, StateJsonContext.Default.Baseline);

    /// <summary>Reads a string that <see cref="Serialize(Step)"/> wrote.</summary>
    /// <exception cref="StateFormatException">The string holds no step.</exception>
    public static Step DeserializeStep(string json) =>
        Read(json, text => JsonSerializer.Deserialize(text, StateJsonContext.Default.Step), "a step");

    /// <summary>
    /// Reads a string that <see cref="Serialize(Outcome)"/> wrote, in this version or a version before.
    /// </summary>
    /// <exception cref="StateFormatException">The string holds no outcome.</exception>
    public static Outcome DeserializeOutcome(string json) =>
        Read(json, text => FormerNames.ReadOutcome(text).Deserialize(StateJsonContext.Default.Outcome), "an outcome");

    /// <summary>Reads a string that <see cref="Serialize(JuspayReply)"/> wrote.</summary>
    /// <exception cref="StateFormatException">The string holds no reply.</exception>
    public static JuspayReply DeserializeReply(string json) =>
        Read(json, text => JsonSerializer.Deserialize(text, StateJsonContext.Default.JuspayReply), "a reply of Juspay");

    /// <summary>Reads a string that <see cref="Serialize(Baseline)"/> wrote.</summary>
    /// <exception cref="StateFormatException">The string holds no baseline.</exception>
    public static Baseline DeserializeBaseline(string json) =>
        Read(json, text => JsonSerializer.Deserialize(text, StateJsonContext.Default.Baseline), "a baseline");

    private static T Read<T>(string json, Func<string, T?> read, string what)
        where T : class
    {
        try
        {
            return read(json) ?? throw new StateFormatException($"The text does not hold {what}.");
        }
        // The serializer throws NotSupportedException for an object without its kind. The reader of former names throws
        // ArgumentException for a name that stands twice.
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            throw new StateFormatException($"The text is not readable JSON of {what}.", exception);
        }
    }
}
