using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Json;

/// <summary>
/// The durable form of a validation: JSON in an envelope that names its version. Every released version keeps loading;
/// the golden files of the tests hold that. A newer version is refused.
/// </summary>
public static class StateJson
{
    /// <summary>The version that <see cref="Serialize"/> writes; <see cref="Deserialize"/> reads up to it.</summary>
    public const int Version = 2;

    /// <summary>Writes the validation in an envelope of today's <see cref="Version"/>.</summary>
    public static string Serialize(Validation validation) =>
        JsonSerializer.Serialize(new StateEnvelope(Version, validation), StateJsonContext.Default.StateEnvelope);

    /// <summary>Reads a validation of any version up to <see cref="Version"/>, and upgrades old states.</summary>
    /// <exception cref="StateFormatException">The string holds no validation, or its version is not known.</exception>
    public static Validation Deserialize(string json)
    {
        try
        {
            // Reads the version alone first: the body of a newer version may not parse as today's.
            var version = JsonSerializer.Deserialize(json, StateJsonContext.Default.StateVersion)?.Version;
            if (version > Version)
            {
                throw new StateFormatException(
                    $"The state was written in version {version}, this program reads up to {Version}: start the "
                    + $"program that wrote it, or a newer one.");
            }

            var stored = version < Version
                ? FormerNames.ReadState(json).Deserialize(StateJsonContext.Default.StateEnvelope)
                : JsonSerializer.Deserialize(json, StateJsonContext.Default.StateEnvelope);
            return stored?.Validation is not { } validation
                ? throw new StateFormatException("The state holds no validation.")
                : OldStates.Upgraded(validation);
        }
        // The serializer throws NotSupportedException for a stage without its kind. The reader of former names throws
        // ArgumentException for a name that stands twice.
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            throw new StateFormatException("The state is not readable JSON of a validation.", exception);
        }
    }
}

/// <summary>A stored state cannot be read: it is damaged, or a newer program wrote it.</summary>
public sealed class StateFormatException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
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
[JsonSerializable(typeof(Step))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(JuspayReply))]
[JsonSerializable(typeof(Baseline))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
