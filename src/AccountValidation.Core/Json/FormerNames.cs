using System.Text.Json.Nodes;

namespace AccountValidation.Core.Json;

/// <summary>
/// Gives the JSON of version 1 the names of today. Only members of known places get another name: the caller chose the
/// names in the metadata.
/// </summary>
internal static class FormerNames
{
    private static readonly (string Former, string Today)[] OfValidation =
    [
        ("recentLooks", "recentChecks"),
        ("trouble", "callFailure"),
        ("lastLookAt", "lastCheckAt"),
        ("askedAt", "checkRequestedAt"),
    ];

    private static readonly (string Former, string Today)[] OfAccount = [("takenAt", "lockedAt")];

    private static readonly (string Former, string Today)[] OfStage =
        [("equalLooks", "equalChecks"), ("looks", "checks")];

    private static readonly (string Former, string Today)[] KindsOfStages =
        [("looking", "checking"), ("inFlight", "dropUnderWay")];

    private static readonly (string Former, string Today)[] KindsOfOutcomes =
        [("looked", "checked"), ("validated", "pennyDropEnded")];

    /// <summary>Reads the envelope of a validation of version 1; null for the JSON <c>null</c>.</summary>
    public static JsonNode? ReadState(string json)
    {
        var envelope = JsonNode.Parse(json);
        if (MemberOf(envelope, "validation") is { } validation)
        {
            Rename(validation, OfValidation);
            RenameStage(MemberOf(validation, "stage"));
        }

        return envelope;
    }

    /// <summary>Reads the envelope of an account of version 1; null for the JSON <c>null</c>.</summary>
    public static JsonNode? ReadAccount(string json)
    {
        var envelope = JsonNode.Parse(json);
        if (MemberOf(envelope, "account") is { } account)
        {
            Rename(account, OfAccount);
            RenameStage(MemberOf(MemberOf(account, "openDrop"), "stage"));
        }

        return envelope;
    }

    /// <summary>Reads an outcome, which names no version; null for the JSON <c>null</c>.</summary>
    public static JsonNode? ReadOutcome(string json)
    {
        var outcome = JsonNode.Parse(json);
        RenameKind(outcome as JsonObject, KindsOfOutcomes);
        return outcome;
    }

    private static void RenameStage(JsonObject? stage)
    {
        if (stage is not null)
        {
            Rename(stage, OfStage);
            RenameKind(stage, KindsOfStages);
            RenameStage(MemberOf(stage, "left"));
        }
    }

    private static void Rename(JsonObject members, (string Former, string Today)[] names)
    {
        foreach (var (former, today) in names)
        {
            if (members.TryGetPropertyValue(former, out var value))
            {
                members.Remove(former);
                members[today] = value;
            }
        }
    }

    private static void RenameKind(JsonObject? members, (string Former, string Today)[] kinds)
    {
        if (members?["kind"] is JsonValue value && value.TryGetValue(out string? kind))
        {
            members["kind"] = kinds.FirstOrDefault(name => name.Former == kind).Today ?? kind;
        }
    }

    private static JsonObject? MemberOf(JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;
}
