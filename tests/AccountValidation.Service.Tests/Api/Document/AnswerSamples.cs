using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;
using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Management;
using AccountValidation.Service.Telemetry;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>
/// What the service really answers and sends where the document has an example of it, by the name of the example.
/// </summary>
internal static class AnswerSamples
{
    private const string Address = "https://validation.example";
    private const string Stopping = "The service is stopping.";

    private static readonly string[] OfOne =
    [
        "getValidation",
        "cancelValidation",
        "checkValidation",
        "redeliverCallback",
    ];
    private static readonly string[] OfMany = ["startValidation", "listValidations", "summarizeValidations"];
    private static readonly string[] WithABody = ["startValidation", "notifyFromJuspay"];

    /// <summary>All, made anew: JSON nodes are not for several threads.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Make() =>
        new[] { Validations(), Callbacks(), Health(), Refusals(), ConflictsAndFaults() }
            .SelectMany(samples => samples)
            .ToDictionary(sample => sample.Name, sample => sample.Body, StringComparer.Ordinal);

    private static IEnumerable<(string Name, JsonNode Body)> Validations() =>
        [
            ("startValidation 200 active", Shown(SampleValidations.Active)),
            ("startValidation 202 accepted", Started(SampleValidations.Accepted)),
            (
                "listValidations 200 page",
                Page(ListQuery.TokenAfter(PositionOf(SampleValidations.Delivered)), SampleValidations.Delivered)),
            ("listValidations 200 empty", Page(continuationToken: null)),
            ("summarizeValidations 200 summary", Summary()),
            ("getValidation 200 pending", Shown(SampleValidations.Pending)),
            ("getValidation 200 active", Shown(SampleValidations.Delivered)),
            ("getValidation 200 rejected", Shown(SampleValidations.Rejected)),
            ("cancelValidation 200 cancelled", Shown(SampleValidations.Cancelled)),
            ("checkValidation 202 pending", Shown(SampleValidations.Pending)),
            ("redeliverCallback 202 redelivering", Shown(SampleValidations.Redelivering)),
        ];

    private static IEnumerable<(string Name, JsonNode Body)> Callbacks() =>
    [
        ("validationSettled request active", Sent(SampleValidations.Active)),
        ("validationSettled request rejected", Sent(SampleValidations.Rejected)),
    ];

    private static IEnumerable<(string Name, JsonNode Body)> Health() =>
        [
            ("getLiveness 200 healthy", Checked(HealthStatus.Healthy)),
            (
                "getReadiness 200 healthy",
                Checked(
                    HealthStatus.Healthy,
                    ("juspay-key", HealthStatus.Healthy, null),
                    ("store", HealthStatus.Healthy, null))),
            (
                "getReadiness 200 degraded",
                Checked(
                    HealthStatus.Degraded,
                    ("juspay-key", HealthStatus.Degraded, JuspayKeyHealthCheck.Refused),
                    ("store", HealthStatus.Healthy, null))),
            (
                "getReadiness 503 unhealthy",
                Checked(
                    HealthStatus.Unhealthy,
                    ("juspay-key", HealthStatus.Healthy, null),
                    ("store", HealthStatus.Unhealthy, Stopping))),
        ];

    private static IEnumerable<(string Name, JsonNode Body)> Refusals() =>
        [
            .. Of([.. OfMany, .. OfOne], nameof(Problems.InvalidRequest)),
            Of(
                "notifyFromJuspay",
                Problems.InvalidRequest(
                    new Dictionary<string, string[]> { ["body"] = ["is not valid JSON, or is nested too deep."] })),
            .. Of([.. OfMany, .. OfOne], nameof(Problems.Unauthorized)),
            .. Of(["notifyFromJuspay"], nameof(Problems.UnauthorizedNotification)),
            .. Of(["summarizeValidations"], nameof(Problems.SeesOwnOnly)),
            .. Of(OfOne, nameof(Problems.UnknownValidation)),
            Of("notifyFromJuspay", ProblemSamples.NoNotifications),
            .. Of(WithABody, nameof(Problems.TooLarge)),
            .. Of(["startValidation"], nameof(Problems.NotJson), nameof(Problems.KeyReused), nameof(Problems.Purged)),
        ];

    private static IEnumerable<(string Name, JsonNode Body)> ConflictsAndFaults() =>
        [
            .. Of(
                ["startValidation"],
                nameof(Problems.AccountBusy),
                nameof(Problems.RoutingIdInUse),
                nameof(Problems.TooManyUnsettled)),
            .. Of(["cancelValidation", "checkValidation"], nameof(Problems.AlreadySettled)),
            .. Of(["redeliverCallback"], nameof(Problems.NotSettled), nameof(Problems.NoCallback)),
            .. Of([.. OfMany, .. OfOne], nameof(Problems.StoreUnavailable)),
            .. ((string[])[.. OfMany, .. OfOne, "notifyFromJuspay"]).Select(operation =>
                Of(operation, ProblemSamples.Fault)),
        ];

    private static IEnumerable<(string Name, JsonNode Body)> Of(
        IReadOnlyList<string> operations,
        params IReadOnlyList<string> problems
    ) => operations.SelectMany(operation => problems.Select(problem => Of(operation, ProblemSamples.All[problem])));

    private static (string Name, JsonNode Body) Of(string operation, IResult problem) =>
        (
            $"{operation} {ProblemSamples.DetailsOf(problem).Status} "
                + (ProblemSamples.TypeOf(problem)?[Problems.TypePrefix.Length..] ?? "problem"),
            ProblemSamples.BodyOf(problem));

    private static JsonNode Shown(Validation validation) =>
        JsonSerializer.SerializeToNode(Projection.Of(validation), ContractJson.Default.ValidationView)!;

    private static JsonObject Started(Validation validation)
    {
        var shown = Shown(validation).AsObject();
        ManagementLinks.AddTo(shown, Address + ManagementLinks.BasePath, validation.Id);
        return shown;
    }

    private static JsonNode Page(string? continuationToken, params IReadOnlyList<Validation> items) =>
        JsonSerializer.SerializeToNode(
            new ValidationPage([.. items.Select(Projection.ItemOf)], continuationToken),
            ApiJson.Default.ValidationPage)!;

    /// <summary>The position of a validation in a list.</summary>
    public static ListPosition PositionOf(Validation last) => new(last.CreatedAt.ToUnixTimeMilliseconds(), last.Id);

    private static JsonNode Summary()
    {
        var (first, later) = (SampleValidations.Accepted.CreatedAt, SampleValidations.SettledAt);
        return JsonSerializer.SerializeToNode(
            SummaryView.Of(
                new(
                    [new(ValidationStatus.Active, 9_214, first), new(ValidationStatus.Pending, 100, first)],
                    [new(WaitCause.KeyRefused, 100, first), new(WaitCause.Receiver, 12, later)],
                    [new(CallbackStatus.Delivered, 9_202, first), new(CallbackStatus.Pending, 112, first)],
                    [new("onboarding.example", Waiting: 12, Failed: 0, later)],
                    IsComplete: true),
                later.AddSeconds(1)),
            ApiJson.Default.SummaryView)!;
    }

    private static JsonNode Sent(Validation settled) => JsonNode.Parse(settled.Callback!.Body!)!;

    private static JsonNode Checked(
        HealthStatus status, params IReadOnlyList<(string Name, HealthStatus Status, string? Description)> checks) =>
        JsonSerializer.SerializeToNode(
            new HealthView(
                HealthEndpoints.NameOf(status),
                ServiceVersion.Number,
                checks.ToDictionary(
                    check => check.Name,
                    check => new HealthEntryView(HealthEndpoints.NameOf(check.Status), check.Description))),
            ApiJson.Default.HealthView)!;
}
