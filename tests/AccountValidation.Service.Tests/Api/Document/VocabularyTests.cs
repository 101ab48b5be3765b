using System.Reflection;
using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Core.Timelines;
using AccountValidation.Service.Api;
using AccountValidation.Service.Callbacks;
using AccountValidation.Tests.Document;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>
/// The document's lists of words against the words of the code: one that is added to the code and not explained must
/// not reach a caller.
/// </summary>
public sealed partial class VocabularyTests
{
    private static readonly ValidationStatus[] Final =
    [
        .. Enum.GetValues<ValidationStatus>().Where(status => status != ValidationStatus.Pending),
    ];

    private static readonly Dictionary<string, IReadOnlyList<string>> Words = new(StringComparer.Ordinal)
    {
        ["ValidationStatus"] = [.. Enum.GetValues<ValidationStatus>().Select(StatusNames.Of)],
        ["SettledStatus"] = [.. Final.Select(StatusNames.Of)],
        ["ReasonCode"] = ConstantsOf(typeof(ReasonCodes)),
        ["CallbackStatus"] =
        [
            StatusNames.Of((CallbackStatus?)null),
            .. Enum.GetValues<CallbackStatus>().Select(status => StatusNames.Of(status)),
        ],
        ["CallbackType"] = [.. Final.Select(StatusNames.EventTypeOf)],
        ["DeliveryError"] = ConstantsOf(typeof(ReceiverErrors)),
        ["TimelineEvent"] = ConstantsOf(typeof(TimelineEvents)),
        ["WaitCause"] = [.. WaitNames.AllCauses],
        ["WaitRule"] = [.. Enum.GetValues<WaitRule>().Select(WaitNames.Of)],
        ["HealthStatus"] = [.. Enum.GetValues<HealthStatus>().Select(HealthEndpoints.NameOf)],
    };

    // The states of Durable Functions; the self-host's tests hold them.
    private static readonly string[] OfTheManagementApi = ["InstanceState"];

    private readonly CommittedDocument _document = CommittedDocument.Read();

    public static TheoryData<string> Names => [.. Words.Keys];

    [Fact]
    public void Vocabularies_EveryOne_IsHeldBySomeTest() =>
        Assert.Equal(
            Words.Keys.Concat(OfTheManagementApi).Order(StringComparer.Ordinal),
            _document
                .Schemas.Where(schema => schema.Value!["enum"] is not null)
                .Select(schema => schema.Key)
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Vocabulary_Words_AreThoseOfTheCode(string name) => Assert.Equal(
        Words[name].Order(StringComparer.Ordinal),
        CommittedDocument.Words(_document.Schemas[name]!["enum"]).Order(StringComparer.Ordinal));

    // So that a generated client has one type for them wherever they stand.
    [Theory]
    [InlineData(
        "ValidationStatus",
        "Validation.status",
        "StartedValidation.status",
        "ListedValidation.status",
        "InstanceCustomStatus.status",
        "StatusCount.status")]
    [InlineData("SettledStatus", "SettledValidation.status", "InstanceOutput.status")]
    [InlineData("ReasonCode", "Reason.code")]
    [InlineData("CallbackStatus", "Callback.status", "InstanceCallback.status", "CallbackCount.status")]
    [InlineData("WaitCause", "WaitingFor.cause", "CauseCount.cause")]
    [InlineData("CallbackType", "CallbackMessage.type")]
    [InlineData("DeliveryError", "Callback.lastError")]
    [InlineData("TimelineEvent", "TimelineEntry.event")]
    [InlineData("HealthStatus", "Health.status", "HealthCheck.status")]
    [InlineData("InstanceState", "Instance.runtimeStatus")]
    public void Vocabulary_IsThatOfTheFields(string name, params string[] fields) =>
        Assert.Equal(
            fields.Order(StringComparer.Ordinal),
            _document
                .Schemas.SelectMany(schema =>
                    (schema.Value!["properties"]?.AsObject() ?? []).Select(property =>
                        (Field: $"{schema.Key}.{property.Key}", Schema: property.Value!)))
                .Where(property => CommittedDocument.NameOf(property.Schema) == name)
                .Select(property => property.Field)
                .Order(StringComparer.Ordinal));

    // A final status is explained among all of them.
    [Theory]
    [InlineData("ValidationStatus", "ValidationStatus")]
    [InlineData("SettledStatus", "ValidationStatus")]
    [InlineData("ReasonCode", "ReasonCode")]
    [InlineData("CallbackStatus", "CallbackStatus")]
    [InlineData("DeliveryError", "DeliveryError")]
    [InlineData("WaitCause", "WaitCause")]
    [InlineData("WaitRule", "WaitRule")]
    [InlineData("TimelineEvent", "TimelineEvent")]
    public void Vocabulary_Words_AreAllExplained(string name, string explained) =>
        Assert.Equal(
            Words[explained].Order(StringComparer.Ordinal),
            Meaning()
                .Matches(DescriptionOf(name))
                .Select(meaning => meaning.Groups["word"].Value)
                .Order(StringComparer.Ordinal));

    // The words say what they mean.
    [Fact]
    public void Vocabulary_OfHealth_NamesEachWord() =>
        Assert.All(Words["HealthStatus"], word =>
            Assert.Contains($"`{word}`", DescriptionOf("HealthStatus"), StringComparison.Ordinal));

    private string DescriptionOf(string name) => _document.Schemas[name]!["description"]!.GetValue<string>();

    private static IReadOnlyList<string> ConstantsOf(Type vocabulary) =>
        [
            .. vocabulary
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];

    [GeneratedRegex("^- `(?<word>[^`]+)`: +\\S", RegexOptions.Multiline)]
    private static partial Regex Meaning();
}
