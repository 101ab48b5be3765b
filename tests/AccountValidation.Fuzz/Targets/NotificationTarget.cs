using System.Text.Json;
using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using AccountValidation.Service.Engine;

namespace AccountValidation.Fuzz.Targets;

/// <summary>A notification of Juspay: the ids that another parser finds too, and no more than the bound.</summary>
public sealed class NotificationTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "notification";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; } =
    [
        .. JsonTokens.All,
        "\"event_name\":",
        "\"content\":{",
        "\"id\":",
        "\"banh_kGvx5TGUmkRVC2dH\"",
        "\"banh\\u005f1\"",
        "\".\"",
        "\"..\"",
        "\"a/b\"",
        "\"a b\"",
        "\"\\u00e9\"",
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlyMemory<byte> input)
    {
        // More is refused before it is read.
        var body = input.Length > RequestBody.MaxLength ? input[..RequestBody.MaxLength] : input;
        var found = AccountIdCandidates.In(body.Span);
        var expected = Expected(body);
        Must.Hold(found is null == expected is null, "what is no JSON is refused, and nothing else");
        if (found is null || expected is null)
        {
            return;
        }

        Must.Hold(
            found.Count == Math.Min(expected.Count, AccountIdCandidates.Most),
            "as many ids as there are, up to the bound");
        Must.Hold(found.All(expected.Contains), "every id is a text of the notification");
        Must.Hold(found.All(id => Ids.FaultOf(id) is null), "every id is an id");
    }

    private static HashSet<string>? Expected(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(
                body, new JsonDocumentOptions { MaxDepth = AccountIdCandidates.MaxDepth });
            return [.. Texts(document.RootElement).Where(text => Ids.FaultOf(text) is null)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String when TextOf(element) is { } text => [text],
        _ => [],
    };

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // no valid Unicode
        }
    }
}
