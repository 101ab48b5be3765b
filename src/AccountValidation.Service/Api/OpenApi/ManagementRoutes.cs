using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes the management API under <c>/runtime/webhooks/durabletask/instances</c>, which is that of Durable Functions.</summary>
public static class ManagementRoutes
{
    private const string Unknown = "There is no such instance. No body.";
    private const string Finished = "The instance has finished: there is nothing to act on any more. No body.";
    private const string FinishedOnly =
        "Deletes only what has finished: `Completed` or `Terminated`. Idempotency keys outlive it: a start with one is then answered with 410.";

    private const string UnknownName = "A query parameter that is none of this route's; nothing was done. On Azure it is ignored.";

    private const string PurgedOnAzure =
        "\n\n**On Azure** `Failed`, too. Wait some seconds after a terminate: a step that is still under way is disturbed by a purge, and holds other instances up "
        + "for a moment. A validation that had not settled when its instance was deleted is cancelled by the next sweep, with its callback.";

    private static (string Name, string Summary, JsonNode Value) UnknownNameSample => (
        "name",
        "A misspelt name",
        ManagementSchemas.ErrorSample("'runtimeStatuss' is no query parameter of this route. Did you mean 'runtimeStatus'? Nothing was done."));

    /// <summary><c>GET …/instances/{instanceId}</c></summary>
    public static RouteHandlerBuilder DescribeStatus(this RouteHandlerBuilder route) => route.Manage(
        "getInstance",
        "Get an instance's status",
        "The status of one instance. While anything is left to do, ask `Location` again after `Retry-After` seconds. A value that cannot be read is "
        + "ignored.",
        operation => operation
            .Takes(ManagementParameters.Id())
            .Takes(ManagementParameters.Shown())
            .Answers(
                200,
                "It has finished: `Completed` or `Terminated`; on Azure also `Failed`.",
                ManagementSchemas.Instance,
                headers: null,
                ("completed", "Completed", ManagementSchemas.CompletedSample))
            .Answers(
                202,
                "It is under way: `Running` or `Suspended`; on Azure also `Pending` or `ContinuedAsNew`.",
                ManagementSchemas.Instance,
                ManagementHeaders.Poll,
                ("running", "Running", ManagementSchemas.RunningSample))
            .AnswersEmpty(404, Unknown));

    /// <summary><c>GET …/instances</c></summary>
    public static RouteHandlerBuilder DescribeInstances(this RouteHandlerBuilder route) => route.Manage(
        "listInstances",
        "List instances",
        """
        The statuses of the instances that the filters let through, in the order of their ids, which is that of their creation. While the answer has the header
        `x-ms-continuation-token`, send it back as a request header, with the same query, to get the next page. A page may be short, or empty, though more
        follow. A filter that cannot be read is ignored, as if it were left out.

        **On Azure** the instances that follow a validation's first one are listed, too.
        """,
        operation => operation
            .Takes(ManagementParameters.Filters())
            .AnswersList(
                200,
                "One page, perhaps empty.",
                ManagementSchemas.Instance,
                ManagementHeaders.Page,
                ("page", "One instance", new JsonArray(ManagementSchemas.CompletedSample)))
            .Answers(
                400,
                "The continuation token is none that this service gave out (on Azure such a token may also give an empty page), or a query parameter is not known "
                + "(on Azure it is ignored).",
                ManagementSchemas.Error,
                headers: null,
                UnknownNameSample,
                ("token", "A bad token", ManagementSchemas.ErrorSample("One or more of the arguments submitted is incorrect"))));

    /// <summary><c>POST …/instances/{instanceId}/raiseEvent/{eventName}</c></summary>
    public static RouteHandlerBuilder DescribeRaiseEvent(this RouteHandlerBuilder route) => route.Manage(
        "raiseEvent",
        "Send an event to an instance",
        """
        `Check` brings the next look forward, as `POST /api/validations/{id}/check` does; `Cancel` cancels, as `POST /api/validations/{id}/cancel` does. Every other
        event is taken and changes nothing. `Content-Type` must be `application/json`, even where the body is empty. What the body holds is not looked at.

        **On Azure** an empty body is refused with 400, and there is no bound of 64 KiB.
        """,
        operation => operation
            .Takes(ManagementParameters.Id(), ManagementParameters.EventName())
            .TakesAnyJson("Any JSON, or nothing; at most 64 KiB (65536 bytes).", isRequired: false, ("nothing", "No content", new JsonObject()))
            .AnswersEmpty(202, "The event is taken; the effect may come later. No body.")
            .Answers(
                400,
                "The body is not JSON, or not declared as JSON; or a query parameter is not known (on Azure it is ignored).",
                ManagementSchemas.Error,
                headers: null,
                UnknownNameSample,
                ("json", "Not JSON", ManagementSchemas.ErrorSample("Invalid JSON content")))
            .AnswersEmpty(404, Unknown)
            .AnswersEmpty(410, Finished)
            .AnswersEmpty(413, "The body is larger than 64 KiB. No body. Not on Azure."));

    /// <summary><c>POST …/instances/{instanceId}/terminate</c></summary>
    public static RouteHandlerBuilder DescribeTerminate(this RouteHandlerBuilder route) => route.Act(
        "terminateInstance",
        "Terminate an instance",
        """
        Cancels, as `POST /api/validations/{id}/cancel` does: at once, and a penny drop whose end is not known stays with the account. The callback is sent as for
        every cancel; then the instance is `Terminated`. Ends a suspension. Of a validation that has settled it stops nothing: only the callback is left.

        **On Azure** the instance is `Terminated` at once, and the validation still `PENDING`. The next sweep, 30 s later or more, lets another instance cancel it by the
        same rules, with the callback. The account stays locked until then.
        """,
        "The wish is noted. No body.");

    /// <summary><c>POST …/instances/{instanceId}/suspend</c></summary>
    public static RouteHandlerBuilder DescribeSuspend(this RouteHandlerBuilder route) => route.Act(
        "suspendInstance",
        "Suspend an instance",
        """
        Begins no further step until the instance is resumed: no look, no penny drop, no callback, not even at the deadline. A step that is under way ends, and its
        answer is kept. The account stays taken: a new start for it is refused with 409. Has no effect on one that is suspended already.

        **On Azure** it shows `Suspended` a moment later. A suspend that comes when a turn is about to end is lost: repeat it when it does not show.
        One that is suspended already is answered with 500.
        """,
        "It is held. No body.");

    /// <summary><c>POST …/instances/{instanceId}/resume</c></summary>
    public static RouteHandlerBuilder DescribeResume(this RouteHandlerBuilder route) => route.Act(
        "resumeInstance",
        "Resume an instance",
        "Lets a suspended instance go on. Has no effect on one that is not suspended.\n\n**On Azure** one that does not show `Suspended` "
        + "(yet) is answered with 500, and stays as it is.",
        "It goes on. No body.");

    /// <summary><c>DELETE …/instances/{instanceId}</c></summary>
    public static RouteHandlerBuilder DescribePurge(this RouteHandlerBuilder route) => route.Manage(
        "purgeInstance",
        "Delete a finished instance",
        "Deletes the validation and its history. " + FinishedOnly + PurgedOnAzure,
        operation => operation
            .Takes(ManagementParameters.Id(), ManagementParameters.DryRun())
            .Answers(
                200,
                "It is deleted, or would be.",
                ManagementSchemas.Purged,
                headers: null,
                ("one", "Deleted", ManagementSchemas.PurgedSample),
                ("dry", "A dry run", ManagementSchemas.DryRunSample(1)))
            .AnswersEmpty(404, Unknown)
            .Answers(
                409,
                "It has not finished, and stays. Terminate it, wait until it has finished, and delete it then.",
                ManagementSchemas.Error,
                headers: null,
                ("unfinished", "Not finished", ManagementSchemas.ErrorSample(
                    "The instance is not finished, so it is not purged: terminate it first, and wait until nothing is left to do.")))
            .AnswersAs(
                412,
                "On Azure, in place of 409. The body is a JSON text.",
                ManagementSchemas.Text(),
                ("unfinished", "Not finished", JsonValue.Create(
                    $"Only orchestrations in a terminal state can be purged, but the orchestration with instance ID {Examples.Id} has status Running"))));

    /// <summary><c>DELETE …/instances</c></summary>
    public static RouteHandlerBuilder DescribePurgeMany(this RouteHandlerBuilder route) => route.Manage(
        "purgeInstances",
        "Delete finished instances",
        "Deletes the validations that the filters let through, with their histories. A filter that cannot be read is refused, and nothing is deleted. " + FinishedOnly
        + PurgedOnAzure + " **Without `runtimeStatus` what is under way is deleted, too, and a filter other than `createdTimeFrom` that cannot be read is ignored, so "
        + "that more is deleted: send `runtimeStatus=Completed,Terminated,Failed`.**",
        operation => operation
            .Takes(ManagementParameters.PurgeFilters())
            .Answers(
                200,
                "They are deleted, or would be.",
                ManagementSchemas.Purged,
                headers: null,
                ("one", "One was deleted", ManagementSchemas.PurgedSample),
                ("dry", "A dry run", ManagementSchemas.DryRunSample(480)))
            .AnswersAs(
                400,
                "`createdTimeFrom` is missing or cannot be read (the body is a JSON text), or another filter cannot be read or is not known (the body is an object). "
                + "Nothing was deleted. On Azure only the first.",
                ManagementSchemas.ErrorOrText(operation.Document),
                ("missing", "No beginning", JsonValue.Create("Please provide value for 'createdTimeFrom' parameter.")),
                ("unread", "Another filter", ManagementSchemas.ErrorSample("The value of 'createdTimeTo' cannot be read. Nothing was purged.")))
            .Answers(
                404,
                "No instance that may be deleted fits the filters. On Azure no body.",
                ManagementSchemas.Error,
                headers: null,
                ("none", "Nothing fits", ManagementSchemas.ErrorSample("No instance that may be purged fits the filters."))));

    private static RouteHandlerBuilder Act(this RouteHandlerBuilder route, string operationId, string summary, string description, string taken) => route.Manage(
        operationId,
        summary,
        description + "\n\nTakes no body.",
        operation => operation
            .Takes(ManagementParameters.Id(), ManagementParameters.Reason())
            .AnswersEmpty(202, taken)
            .AnswersEmpty(404, Unknown)
            .AnswersEmpty(410, Finished));

    private static RouteHandlerBuilder Manage(
        this RouteHandlerBuilder route, string operationId, string summary, string description, Action<OperationDraft> describe) => route.Describe(
        operationId,
        Tags.Management,
        summary,
        description,
        operation =>
        {
            describe(operation);
            if (!operation.IsAnswered(400))
            {
                operation.Answers(400, UnknownName, ManagementSchemas.Error, headers: null, UnknownNameSample);
            }

            operation
                .Needs([.. Keys.Required(operation.Document)])
                .AnswersEmpty(401, "The request carries no operator's key. No body.", ManagementHeaders.Challenge)
                .AnswersEmpty(403, "On Azure: the key is one of a function. No body.")
                .Refuses(500, ProblemKinds.Fault)
                .OrAnswers(500, " On Azure the extension's own error, as `application/json`.", ManagementSchemas.ErrorOrFailed(operation.Document))
                .Answers(
                    503,
                    "The service cannot read or store anything at the moment, and does not know whether a change was stored. Repeat the request later. "
                    + "On Azure such a time gives 500.",
                    ManagementSchemas.Error,
                    headers: null,
                    ("store", "No store", ManagementSchemas.ErrorSample("The service cannot read or store anything at the moment.")));
        });
}
