using System.Text.Json;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Json;

/// <summary>
/// The durable form of what becomes of steps, for engines that keep it apart from the state: in a history or a money
/// journal.
/// </summary>
public static class StepJson
{
    /// <summary>Writes an outcome.</summary>
    public static string Serialize(Outcome outcome) =>
        JsonSerializer.Serialize(outcome, StateJsonContext.Default.Outcome);

    /// <summary>Writes a reply of Juspay.</summary>
    public static string Serialize(JuspayReply reply) =>
        JsonSerializer.Serialize(reply, StateJsonContext.Default.JuspayReply);

    /// <summary>Writes a baseline.</summary>
    public static string Serialize(Baseline baseline) =>
        JsonSerializer.Serialize(baseline, StateJsonContext.Default.Baseline);

    /// <summary>Reads an outcome.</summary>
    /// <exception cref="StateFormatException">The text is none.</exception>
    public static Outcome DeserializeOutcome(string json) =>
        Read(json, text => JsonSerializer.Deserialize(text, StateJsonContext.Default.Outcome), "an outcome");

    /// <summary>Reads a reply of Juspay.</summary>
    /// <exception cref="StateFormatException">The text is none.</exception>
    public static JuspayReply DeserializeReply(string json) =>
        Read(json, text => JsonSerializer.Deserialize(text, StateJsonContext.Default.JuspayReply), "a reply of Juspay");

    /// <summary>Reads a baseline.</summary>
    /// <exception cref="StateFormatException">The text is none.</exception>
    public static Baseline DeserializeBaseline(string json) =>
        Read(json, text => JsonSerializer.Deserialize(text, StateJsonContext.Default.Baseline), "a baseline");

    private static T Read<T>(string json, Func<string, T?> read, string what)
        where T : class
    {
        try
        {
            return read(json) ?? throw new StateFormatException($"The text does not hold {what}.");
        }
        // The latter: an object without its kind.
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new StateFormatException($"The text is not readable JSON of {what}.", exception);
        }
    }
}
