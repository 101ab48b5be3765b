using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator;

/// <summary>What is wrong with the whole simulator.</summary>
internal enum Outage
{
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("key-refused")]
    KeyRefused,

    [JsonStringEnumMemberName("error")]
    Error,

    [JsonStringEnumMemberName("throttled")]
    Throttled,

    [JsonStringEnumMemberName("refuse")]
    Refuse,
}
