using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator;

/// <summary>The two answers that settle a drop.</summary>
internal enum Verdict
{
    [JsonStringEnumMemberName("ACTIVE")]
    Active,

    [JsonStringEnumMemberName("FAILURE")]
    Failure,
}
