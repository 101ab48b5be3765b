using System.Text.Json;

namespace AccountValidation.Core.Json;

/// <summary>
/// The durable form of an account: JSON in an envelope that names its version, like the form of a validation.
/// </summary>
public static class AccountJson
{
    /// <summary>The version that <see cref="Serialize"/> writes; <see cref="Deserialize"/> reads up to it.</summary>
    public const int Version = 2;

    /// <summary>Writes the account in an envelope of today's <see cref="Version"/>.</summary>
    public static string Serialize(Account account) =>
        JsonSerializer.Serialize(new AccountEnvelope(Version, account), StateJsonContext.Default.AccountEnvelope);

    /// <summary>Reads an account of any version up to <see cref="Version"/>.</summary>
    /// <exception cref="StateFormatException">The string holds no account, or its version is not known.</exception>
    public static Account Deserialize(string json)
    {
        try
        {
            var version = JsonSerializer.Deserialize(json, StateJsonContext.Default.StateVersion)?.Version;
            if (version > Version)
            {
                throw new StateFormatException(
                    $"The account was written in version {version}, this program reads up to {Version}: start the "
                    + $"program that wrote it, or a newer one.");
            }

            var stored = version < Version
                ? FormerNames.ReadAccount(json).Deserialize(StateJsonContext.Default.AccountEnvelope)
                : JsonSerializer.Deserialize(json, StateJsonContext.Default.AccountEnvelope);
            return stored?.Account ?? throw new StateFormatException("The text holds no account.");
        }
        // The serializer throws NotSupportedException for a stage without its kind. The reader of former names throws
        // ArgumentException for a name that stands twice.
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            throw new StateFormatException("The text is not readable JSON of an account.", exception);
        }
    }
}

internal sealed record AccountEnvelope(int Version, Account? Account);
