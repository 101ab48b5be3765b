using Microsoft.AspNetCore.Builder;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes the routes of <c>/api/validations</c>.</summary>
internal static class ValidationRoutes
{
    private const string HowToAct = "Ask `Location` again after `Retry-After` seconds.";

    /// <summary><c>POST /api/validations</c></summary>
    public static RouteHandlerBuilder DescribeStart(this RouteHandlerBuilder route) => route.Describe(
        "startValidation",
        Tags.Validations,
        "Start a validation",
        """
        Stores the validation durably and answers; the work goes on without the caller. The account is looked at first (free), then a penny is dropped if need be,
        then the account is looked at again until Juspay has an answer.

        The body is a JSON object of at most 64 KiB (65536 bytes). `Content-Type` must be `application/json` or a type that ends in `+json`.
        """,
        operation => operation
            .Takes(Parameters.OfStart())
            .TakesBody(
                Schemas.StartRequest,
                "What to validate. At most 64 KiB.",
                ("full", "Every field", Examples.Request),
                ("shortest", "Only what is required", Examples.ShortestRequest))
            .Answers(
                200,
                "It has settled: within the wait that `Prefer` asked for, or before, when the idempotency key was used before. It has no links.",
                Schemas.StartedValidation,
                ResponseHeaders.StartSettled,
                ("active", "Settled within the wait", Examples.Shown(Examples.Active)))
            .Answers(
                202,
                "It is accepted and has not settled. It has the links. " + HowToAct,
                Schemas.StartedValidation,
                ResponseHeaders.StartAccepted,
                ("accepted", "Just accepted", StartedValidationSchema.Shown(Examples.Accepted)))
            .Refuses(400, ProblemKinds.InvalidRequest)
            .NeedsKey()
            .Refuses(409, ProblemKinds.AccountBusy, ProblemKinds.RoutingIdInUse)
            .Refuses(410, ProblemKinds.Purged)
            .Refuses(413, ProblemKinds.TooLarge)
            .Refuses(415, ProblemKinds.NotJson)
            .Refuses(422, ProblemKinds.KeyReused)
            .Refuses(500, ProblemKinds.Fault)
            .Refuses(503, ResponseHeaders.NoStart, ProblemKinds.StoreUnavailable, ProblemKinds.TooManyUnsettled));

    /// <summary><c>GET /api/validations</c></summary>
    public static RouteHandlerBuilder DescribeList(this RouteHandlerBuilder route) => route.Describe(
        "listValidations",
        Tags.Validations,
        "List validations",
        "Newest first, without timelines. Every caller sees all validations. Follow `continuationToken` until it is null: what is started meanwhile neither "
        + "shifts nor repeats what comes.",
        operation => operation
            .Takes(Parameters.OfList(operation.Document))
            .Answers(
                200,
                "One page, perhaps empty.",
                Schemas.ValidationPage,
                headers: null,
                ("page", "A page with more to come", Examples.Page("MTc5NTM0MTYwMDEyMy52YWxfMDFKRDNaNlEyTThSNVQ3VjlYMFkxQTJCM0M", Examples.Delivered)),
                ("empty", "Nothing found", Examples.Page(null)))
            .Refuses(400, ProblemKinds.InvalidRequest)
            .NeedsKey()
            .Refuses(500, ProblemKinds.Fault)
            .Refuses(503, ProblemKinds.StoreUnavailable));

    /// <summary><c>GET /api/validations/{id}</c></summary>
    public static RouteHandlerBuilder DescribeGet(this RouteHandlerBuilder route) => route.Describe(
        "getValidation",
        Tags.Validations,
        "Get a validation",
        "One validation with its timeline and the state of its callback. "
        + "While `status` is `PENDING`, ask again no sooner than `nextCheckAt`: nothing changes before, but "
        + "for a penny drop under way and a suspension (then `nextCheckAt` is null) and the wishes of others.",
        operation => operation
            .Takes(Parameters.Id())
            .Answers(
                200,
                "The validation as it stands.",
                Schemas.Validation,
                headers: null,
                ("pending", "The penny drop is under way", Examples.Shown(Examples.Pending)),
                ("active", "The account is valid, and the callback is delivered", Examples.Shown(Examples.Delivered)),
                ("rejected", "Juspay does not know the account", Examples.Shown(Examples.Rejected)))
            .Refuses(400, ProblemKinds.InvalidRequest)
            .NeedsKey()
            .Refuses(404, ProblemKinds.NotFound)
            .Refuses(500, ProblemKinds.Fault)
            .Refuses(503, ProblemKinds.StoreUnavailable));

    /// <summary><c>POST /api/validations/{id}/cancel</c></summary>
    public static RouteHandlerBuilder DescribeCancel(this RouteHandlerBuilder route) => route.Describe(
        "cancelValidation",
        Tags.Validations,
        "Cancel a validation",
        """
        Stops the validation at once. Takes no body. A penny that was dropped is not taken back: when its end is not known yet, the account keeps it, nobody
        pays for the account meanwhile, and the next validation of the account follows it. Repeating a cancel does no harm. The callback is sent as for every
        other end, with type `validation.cancelled`.
        """,
        operation => operation
            .Takes(Parameters.Id())
            .Answers(
                200,
                "It is `CANCELLED`.",
                Schemas.Validation,
                ResponseHeaders.Settled,
                ("cancelled", "Cancelled", Examples.Shown(Examples.Cancelled)))
            .Refuses(400, ProblemKinds.InvalidRequest)
            .NeedsKey()
            .Refuses(404, ProblemKinds.NotFound)
            .Refuses(409, ProblemKinds.AlreadySettled)
            .Refuses(500, ProblemKinds.Fault)
            .Refuses(503, ProblemKinds.StoreUnavailable));

    /// <summary><c>POST /api/validations/{id}/check</c></summary>
    public static RouteHandlerBuilder DescribeCheck(this RouteHandlerBuilder route) => route.Describe(
        "checkValidation",
        Tags.Validations,
        "Look at the account now",
        "Brings the next look at the account forward to now, where the schedule in force allows it. Takes no body. Moves no money.",
        operation => operation
            .Takes(Parameters.Id())
            .Answers(
                202,
                "The look is planned. " + HowToAct,
                Schemas.Validation,
                ResponseHeaders.Accepted,
                ("pending", "Still pending", Examples.Shown(Examples.Pending)))
            .Refuses(400, ProblemKinds.InvalidRequest)
            .NeedsKey()
            .Refuses(404, ProblemKinds.NotFound)
            .Refuses(409, ProblemKinds.AlreadySettled)
            .Refuses(500, ProblemKinds.Fault)
            .Refuses(503, ProblemKinds.StoreUnavailable));

    /// <summary><c>POST /api/validations/{id}/callback/redeliver</c></summary>
    public static RouteHandlerBuilder DescribeRedeliver(this RouteHandlerBuilder route) => route.Describe(
        "redeliverCallback",
        Tags.Validations,
        "Deliver the callback again",
        """
        Runs the whole callback schedule again, from its first attempt, with the same `webhook-id` and the same bytes. Allowed for every settled
        validation that has a callback, whether it was delivered or not. Takes no body. `callback.attempts` goes on counting.
        """,
        operation => operation
            .Takes(Parameters.Id())
            .Answers(
                202,
                "The delivery is planned. Ask `Location` after `Retry-After` seconds how it went.",
                Schemas.Validation,
                ResponseHeaders.Accepted,
                ("redelivering", "To be delivered again", Examples.Shown(Examples.Redelivering)))
            .Refuses(400, ProblemKinds.InvalidRequest)
            .NeedsKey()
            .Refuses(404, ProblemKinds.NotFound)
            .Refuses(409, ProblemKinds.NotSettled, ProblemKinds.NoCallback)
            .Refuses(500, ProblemKinds.Fault)
            .Refuses(503, ProblemKinds.StoreUnavailable));
}
