using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>One kind of problem that the API answers with.</summary>
/// <param name="Schema">The name of its schema.</param>
/// <param name="When">When it is answered and what to do then.</param>
/// <param name="Sample">A real one.</param>
internal sealed record ProblemKind(string Schema, string When, ProblemDetails Sample)
{
    /// <summary>The stable <c>type</c>; null when the problem is none of ours.</summary>
    public string? Type => Sample.Type?.StartsWith(Problems.TypePrefix, StringComparison.Ordinal) == true ? Sample.Type : null;

    /// <summary>The end of the type, such as <c>account-busy</c>.</summary>
    public string Name => Type?[Problems.TypePrefix.Length..] ?? "problem";

    /// <summary>The title of the sample.</summary>
    public string Title => Sample.Title ?? "";

    /// <summary>A kind by a real answer of it.</summary>
    public static ProblemKind Of(string schema, string when, IResult answer) => new(
        schema, when, (answer as ProblemHttpResult)?.ProblemDetails ?? throw new InvalidOperationException($"{schema} has no problem as its sample."));

    /// <summary>The sample as it is sent.</summary>
    public JsonObject Example() => JsonSerializer.SerializeToNode(Sample, JsonSerializerOptions.Web)!.AsObject();
}

/// <summary>Kinds of problems that have one schema.</summary>
/// <param name="Schema">The name of the schema.</param>
/// <param name="Kinds">The kinds, all with one status.</param>
internal sealed record ProblemGroup(string Schema, IReadOnlyList<ProblemKind> Kinds);

/// <summary>Every kind of problem, with an answer that the API really gives as its sample.</summary>
internal static class ProblemKinds
{
    public static ProblemKind InvalidRequest { get; } = ProblemKind.Of(
        "InvalidRequestProblem",
        "the input is bad. `errors` names every bad field, parameter or header at once; nothing was stored, and the idempotency key is still free.",
        Problems.InvalidRequest(new Dictionary<string, string[]>
        {
            ["amount"] = ["must be more than 0 and at most 10 (INR)."],
            ["callBackUrl"] = ["is not a field of this request."],
        }));

    public static ProblemKind Unauthorized { get; } = ProblemKind.Of(
        "UnauthorizedProblem", "the request carries no key, or none that is known.", Problems.Unauthorized());

    public static ProblemKind NotFound { get; } = ProblemKind.Of(
        "ValidationNotFoundProblem", "no validation has this id.", Problems.UnknownValidation("val_00000000000000000000000000"));

    public static ProblemKind AccountBusy { get; } = ProblemKind.Of(
        "AccountBusyProblem",
        "a validation of the same customer account has not settled; `validation` is its path. Wait for it, or cancel it. The idempotency key is still free.",
        Problems.AccountBusy(Examples.Id, Links.ToValidation(Examples.Id)));

    public static ProblemKind RoutingIdInUse { get; } = ProblemKind.Of(
        "RoutingIdInUseProblem",
        "the account was validated with another `routingId` within the last 72 hours, and Juspay wants the same one every time. Leave `routingId` out to use that "
        + "one. The idempotency key is still free.",
        Problems.RoutingIdInUse("cst_zqqmw0v4exbhvv2l"));

    public static ProblemKind AlreadySettled { get; } = ProblemKind.Of(
        "AlreadySettledProblem", "the validation has settled, and that is final.", Problems.AlreadySettled(Examples.Active));

    public static ProblemKind NotSettled { get; } = ProblemKind.Of(
        "NotSettledProblem", "the validation has not settled; its callback is delivered when it does.", Problems.NotSettled(Examples.Id));

    public static ProblemKind NoCallback { get; } = ProblemKind.Of(
        "NoCallbackProblem", "the validation was started without a callback URL, and none was configured.", Problems.NoCallback(Examples.Id));

    public static ProblemKind TooLarge { get; } = ProblemKind.Of(
        "BodyTooLargeProblem", "the body is larger than 64 KiB (65536 bytes).", Problems.TooLarge(RequestBody.MaxLength));

    public static ProblemKind NotJson { get; } = ProblemKind.Of(
        "UnsupportedMediaTypeProblem", "`Content-Type` is neither `application/json` nor a type that ends in `+json`.", Problems.NotJson());

    public static ProblemKind KeyReused { get; } = ProblemKind.Of(
        "IdempotencyKeyReusedProblem",
        "the `Idempotency-Key` was used before with another body. Use a new key for a new request.",
        Problems.KeyReused(Examples.Id));

    public static ProblemKind Purged { get; } = ProblemKind.Of(
        "ValidationPurgedProblem",
        "the `Idempotency-Key` was used before with the same body, and the validation of that time is no longer kept. Nothing is started: use a new key for a new "
        + "request.",
        Problems.Purged(Examples.Id));

    public static ProblemKind StoreUnavailable { get; } = ProblemKind.Of(
        "StoreUnavailableProblem",
        "the service cannot store or read anything at the moment, and does not know whether a change was stored. Repeat the request later, a start with "
        + "the same `Idempotency-Key`.",
        Problems.StoreUnavailable());

    public static ProblemKind TooManyUnsettled { get; } = ProblemKind.Of(
        "TooManyUnsettledProblem",
        "as many validations as the operator allows have not settled. Nothing was stored, and the idempotency key is still free: repeat the request after the "
        + "seconds in `Retry-After`.",
        Problems.TooManyUnsettled());

    /// <summary>The route for notifications is off; its type is none of ours.</summary>
    public static ProblemKind NoNotifications { get; } = ProblemKind.Of(
        "NoNotificationsProblem",
        "no user and password are configured, so the service takes no notifications.",
        Results.Problem(statusCode: StatusCodes.Status404NotFound));

    /// <summary>A fault of the service itself; its type is none of ours.</summary>
    public static ProblemKind Fault { get; } = new(
        "FaultProblem",
        "a fault of the service. Whether a change was made is not known: repeat a start with the same `Idempotency-Key`.",
        new()
        {
            Type = "https://tools.ietf.org/html/rfc9110#section-15.6.1",
            Title = "An error occurred while processing your request.",
            Status = StatusCodes.Status500InternalServerError,
        });

    /// <summary>Kinds that one route answers with one status, under one schema: a generated client has one type for them, and tells them apart by <c>type</c>.</summary>
    public static IReadOnlyList<ProblemGroup> Groups { get; } =
    [
        new("StartConflictProblem", [AccountBusy, RoutingIdInUse]),
        new("StartUnavailableProblem", [StoreUnavailable, TooManyUnsettled]),
        new("RedeliverConflictProblem", [NotSettled, NoCallback]),
    ];

    /// <summary>The group of some kinds.</summary>
    public static ProblemGroup GroupOf(IReadOnlyList<ProblemKind> kinds) => Groups.Single(group => group.Kinds.SequenceEqual(kinds));

    /// <summary>Those that a route answers a status with alone.</summary>
    public static IReadOnlyList<ProblemKind> Alone { get; } =
        [InvalidRequest, Unauthorized, NotFound, AlreadySettled, TooLarge, NotJson, KeyReused, Purged, StoreUnavailable, NoNotifications, Fault];
}
