using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AccountValidation.Core;
using AccountValidation.Core.Views;
using AccountValidation.Service.Api;
using AccountValidation.Service.Management;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>The type that a schema of the document stands for, and in what the schema differs from it.</summary>
/// <param name="Type">The type that is written as JSON.</param>
internal sealed record ContractType(Type Type)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>
    /// Every schema that stands for a type, by its name. A validation has four of them, since it is shown with more or
    /// less around it.
    /// </summary>
    public static IReadOnlyDictionary<string, ContractType> All { get; } =
        new Dictionary<string, ContractType>(StringComparer.Ordinal)
        {
            ["Validation"] = new(typeof(ValidationView)) { AlwaysThere = ["callback", "timeline"] },
            ["StartedValidation"] = new(typeof(ValidationView))
            {
                AlwaysThere = ["callback", "timeline"],
                Added =
                [
                    "statusQueryGetUri",
                    "sendEventPostUri",
                    "terminatePostUri",
                    "purgeHistoryDeleteUri",
                    "suspendPostUri",
                    "resumePostUri",
                ],
            },
            ["ListedValidation"] = new(typeof(ValidationView)) { AlwaysThere = ["callback"], Absent = ["timeline"] },
            ["SettledValidation"] = new(typeof(ValidationView))
            {
                Absent = ["callback", "timeline", "waitingFor"],
                NeverNull = ["settledAt"],
            },
            ["Reason"] = new(typeof(Reason)),
            ["Account"] = new(typeof(AccountView)),
            ["Callback"] = new(typeof(CallbackView)),
            ["TimelineEntry"] = new(typeof(TimelineEntryView)),
            ["CallbackMessage"] = new(typeof(CallbackMessage)),
            ["ValidationPage"] = new(typeof(ValidationPage)),
            ["WaitingFor"] = new(typeof(WaitingForView)),
            ["Summary"] = new(typeof(SummaryView)),
            ["StatusCount"] = new(typeof(StatusCountView)),
            ["CauseCount"] = new(typeof(CauseCountView)),
            ["CallbackCount"] = new(typeof(CallbackCountView)),
            ["ReceiverCount"] = new(typeof(ReceiverCountView)),
            ["Health"] = new(typeof(HealthView)),
            ["HealthCheck"] = new(typeof(HealthEntryView)),
            ["InstanceInput"] = new(typeof(InstanceInput)) { Added = ["engine"] },
            ["InstanceCustomStatus"] = new(typeof(InstanceCustomStatus)),
            ["InstanceCallback"] = new(typeof(InstanceCallback)),
            ["InstanceOutput"] = new(typeof(InstanceOutput)),
        };

    /// <summary>Fields that this use of the type always has, though others leave them out.</summary>
    public IReadOnlyList<string> AlwaysThere { get; init; } = [];

    /// <summary>Fields that this use of the type never has.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Fields that are never null in this use of the type.</summary>
    public IReadOnlyList<string> NeverNull { get; init; } = [];

    /// <summary>Fields beside those of the type, which may be missing.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The fields of the type that this use has.</summary>
    public IEnumerable<ContractField> Fields =>
        FieldsOf(Type)
            .Where(one => !Absent.Contains(one.Name))
            .Select(one =>
                one with
                {
                    IsRequired = one.IsRequired || AlwaysThere.Contains(one.Name),
                    MayBeNull = one.MayBeNull && !NeverNull.Contains(one.Name),
                });

    /// <summary>The JSON fields of a type.</summary>
    public static IEnumerable<ContractField> FieldsOf(Type type) =>
        Json.GetTypeInfo(type)
            .Properties.Select(property =>
            {
                var (bare, isLeftOut) = (
                    Nullable.GetUnderlyingType(property.PropertyType), IsLeftOutWhenNull(property));
                var mayBeNull = bare is not null || (!property.PropertyType.IsValueType && property.IsGetNullable);
                return new ContractField(
                    property.Name,
                    bare ?? property.PropertyType,
                    IsRequired: !isLeftOut,
                    MayBeNull: mayBeNull && !isLeftOut);
            });

    private static bool IsLeftOutWhenNull(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}

/// <summary>A field of a type that is written as JSON.</summary>
/// <param name="Name">Its name in the JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">True when it is always written.</param>
/// <param name="MayBeNull">True when null may be written.</param>
internal sealed record ContractField(string Name, Type Type, bool IsRequired, bool MayBeNull);
