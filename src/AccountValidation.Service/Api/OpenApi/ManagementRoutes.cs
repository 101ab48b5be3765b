using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes the management API under <c>/runtime/webhooks/durabletask/instances</c>, which is that of Durable Functions.</summary>
public static class ManagementRoutes
{
    private const string ForOperators = "An operator's key is needed. An instance is a validation, and its id the validation's.";
    private const string Unknown = "There is no such instance.";
    private const string Finished = "The instance has finished: there is nothing to act on any more.";

    /// <summary><c>GET …/instances/{instanceId}</c></summary>
    public static RouteHandlerBuilder DescribeStatus(this RouteHandlerBuilder route) => route.Manage(
        "getInstance",
        "Get an instance's status",
        "The status of one instance. While it runs, ask `Location` again after `Retry-After` seconds.",
        operation => operation
            .Takes(ManagementParameters.Id())
            .Takes(ManagementParameters.Shown())
            .Answers(
                200,
                "It has finished: `Completed`, `Terminated` or `Failed`.",
                ManagementSchemas.Instance,
                headers: null,
                ("completed", "Completed", ManagementSchemas.Completed()))
            .Answers(202, "It is under way.", ManagementSchemas.Instance, ManagementSchemas.PollHeaders, ("running", "Running", ManagementSchemas.Running()))
            .AnswersEmpty(404, Unknown)
            .Answers(500, "It is `Failed`, and `returnInternalServerErrorOnFailure=true` was asked for.", ManagementSchemas.Instance, null));

    /// <summary><c>GET …/instances</c></summary>
    public static RouteHandlerBuilder DescribeInstances(this RouteHandlerBuilder route) => route.Manage(
        "listInstances",
        "List instances",
        "The statuses of all instances that the filters let through. Where there are more, the answer has the header `x-ms-continuation-token`: send it back as a "
        + "request header, with the same filters, to get the next page.",
        operation => operation
            .Takes(ManagementParameters.Filters())
            .AnswersList(
                200,
                "One page, perhaps empty.",
                ManagementSchemas.Instance,
                ManagementSchemas.ContinuationHeaders,
                ("page", "One instance", new JsonArray(ManagementSchemas.Completed())))
            .AnswersEmpty(400, "A filter is bad."));

    /// <summary><c>POST …/instances/{instanceId}/raiseEvent/{eventName}</c></summary>
    public static RouteHandlerBuilder DescribeRaiseEvent(this RouteHandlerBuilder route) => route.Manage(
        "raiseEvent",
        "Send an event to an instance",
        "Sends a named event with any JSON as its content.",
        operation => operation
            .Takes(ManagementParameters.Id(), ManagementParameters.EventName())
            .TakesAnyJson("The event's content.", ("nothing", "No content", new JsonObject()))
            .AnswersEmpty(202, "The event is taken.")
            .AnswersEmpty(400, "The body is not JSON.")
            .AnswersEmpty(404, Unknown)
            .AnswersEmpty(410, Finished));

    /// <summary><c>POST …/instances/{instanceId}/terminate</c></summary>
    public static RouteHandlerBuilder DescribeTerminate(this RouteHandlerBuilder route) => route.Act(
        "terminateInstance",
        "Terminate an instance",
        "Ends the instance as `POST /api/validations/{id}/cancel` does: not before it is known what became of a penny drop.",
        "It will be terminated.");

    /// <summary><c>POST …/instances/{instanceId}/suspend</c></summary>
    public static RouteHandlerBuilder DescribeSuspend(this RouteHandlerBuilder route) => route.Act(
        "suspendInstance",
        "Suspend an instance",
        "Holds the instance until it is resumed: no look, no penny drop and no callback meanwhile.",
        "It will be suspended.");

    /// <summary><c>POST …/instances/{instanceId}/resume</c></summary>
    public static RouteHandlerBuilder DescribeResume(this RouteHandlerBuilder route) => route.Act(
        "resumeInstance", "Resume an instance", "Lets a suspended instance go on. Has no effect on one that is not suspended.", "It will go on.");

    /// <summary><c>DELETE …/instances/{instanceId}</c></summary>
    public static RouteHandlerBuilder DescribePurge(this RouteHandlerBuilder route) => route.Manage(
        "purgeInstance",
        "Delete a finished instance",
        "Deletes the instance and its history. Idempotency keys outlive it.",
        operation => operation
            .Takes(ManagementParameters.Id())
            .Answers(200, "It is deleted.", ManagementSchemas.Purged, null, ("one", "Deleted", ManagementSchemas.PurgedOne()))
            .AnswersEmpty(404, "There is no such instance, or it has not finished."));

    /// <summary><c>DELETE …/instances</c></summary>
    public static RouteHandlerBuilder DescribePurgeMany(this RouteHandlerBuilder route) => route.Manage(
        "purgeInstances",
        "Delete finished instances",
        "Deletes all finished instances that the filters let through. Idempotency keys outlive them.",
        operation => operation
            .Takes(ManagementParameters.PurgeFilters())
            .Answers(200, "They are deleted.", ManagementSchemas.Purged, null, ("one", "One was deleted", ManagementSchemas.PurgedOne()))
            .AnswersEmpty(400, "`createdTimeFrom` is missing, or a filter is bad.")
            .AnswersEmpty(404, "No finished instance fits the filters."));

    private static RouteHandlerBuilder Act(this RouteHandlerBuilder route, string operationId, string summary, string description, string taken) => route.Manage(
        operationId,
        summary,
        description,
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
        $"{description} {ForOperators}",
        operation =>
        {
            ManagementSchemas.AddTo(operation.Document);
            operation.Needs([.. Keys.Required(operation.Document)]);
            describe(operation);
            operation.AnswersEmpty(401, "The request carries no operator's key.");
        });
}
