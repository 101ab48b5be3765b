using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Reads values from JSON by their path.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node?[name];
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValue<string>();

    public static int Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValue<int>()
        ?? throw new InvalidOperationException($"There is no number at {string.Join('.', path!)}.");

    public static DateTimeOffset Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.Parse(
            node.Text(path) ?? throw new InvalidOperationException($"There is no time at {string.Join('.', path!)}."),
            CultureInfo.InvariantCulture);

    public static IReadOnlyList<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        [
            .. (node.At(path)?.AsArray() ?? []).Select(item =>
                item ?? throw new InvalidOperationException("An item is null.")),
        ];

    public static IReadOnlyList<string> Names(this JsonNode? node, params ReadOnlySpan<string> path) =>
        [.. (node.At(path)?.AsObject() ?? []).Select(member => member.Key)];
}
