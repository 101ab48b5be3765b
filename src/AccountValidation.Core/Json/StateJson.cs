using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Json;

/// <summary>
/// The durable form of a validation: JSON in an envelope that names its version. Every version that was ever released
/// keeps loading (the golden files of the tests hold that); a newer one is refused, never guessed at.
/// </summary>
public static class StateJson
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    /// <summary>Writes a validation.</summary>
    public static string Serialize(Validation validation) =>
        JsonSerializer.Serialize(new StateEnvelope(Version, validation), StateJsonContext.Default.StateEnvelope);

    /// <summary>Reads a validation.</summary>
    /// <exception cref="StateFormatException">The text is no validation, or of a version that is not known.</exception>
    public static Validation Deserialize(string json)
    {
        try
        {
            // The version is read alone first: what a newer version holds cannot be read as today's.
            var version = JsonSerializer.Deserialize(json, StateJsonContext.Default.StateVersion)?.Version;
            if (version > Version)
            {
                throw new StateFormatException(
                    $"The state was written in version {version}, this program reads up to {Version}: start the "
                    + $"program that wrote it, or a newer one.");
            }

            var stored = JsonSerializer.Deserialize(json, StateJsonContext.Default.StateEnvelope)?.Validation;
            return stored is null
                ? throw new StateFormatException("The state holds no validation.")
                : OldStates.Upgraded(stored);
        }
        // The latter: a stage without its kind.
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new StateFormatException("The state is not readable JSON of a validation.", exception);
        }
    }
}

/// <summary>The stored state of a validation cannot be read.</summary>
public sealed class StateFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StateFormatException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public StateFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public StateFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

internal sealed record StateVersion(int Version);

internal sealed record StateEnvelope(int Version, Validation? Validation);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(StateVersion))]
[JsonSerializable(typeof(StateEnvelope))]
[JsonSerializable(typeof(AccountEnvelope))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(JuspayReply))]
[JsonSerializable(typeof(Baseline))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
