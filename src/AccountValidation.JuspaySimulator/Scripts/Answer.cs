using System.Diagnostics;

namespace AccountValidation.JuspaySimulator.Scripts;

/// <summary>The answer to one call.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The HTTP status. Null: the call gets no answer.</summary>
    public int? HttpStatus => this switch
    {
        Proper or Echo => StatusCodes.Status200OK,
        Foreign foreign => foreign.Status,
        Error error => error.Status,
        Garbage(GarbageKind.Redirect) => StatusCodes.Status302Found,
        Garbage => StatusCodes.Status200OK,
        Silence or Reset => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>The account, as Juspay documents it.</summary>
    internal sealed record Proper : Answer;

    /// <summary>The account as checks show it: the drop leaves no trace.</summary>
    internal sealed record Echo : Answer;

    /// <summary>The text of a filter, gateway or ingress in front of Juspay.</summary>
    internal sealed record Foreign(int Status, string ContentType, string Body) : Answer;

    /// <summary>An error in Juspay's format.</summary>
    internal sealed record Error(
        int Status, string ErrorCode, string Code, string UserMessage, string DeveloperMessage) : Answer
    {
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>No byte for as long as the client waits, up to five minutes.</summary>
    internal sealed record Silence : Answer;

    /// <summary>A broken connection.</summary>
    internal sealed record Reset : Answer;

    /// <summary>A response that no client can read as the account.</summary>
    internal sealed record Garbage(GarbageKind Kind) : Answer;
}

/// <summary>The defects of a garbage response.</summary>
internal enum GarbageKind
{
    NotJson,
    Html,
    Empty,
    Truncated,
    Huge,
    WrongType,
    UnknownStatus,
    Redirect,
    OtherId,
    HalfCharacter,
}

/// <summary>The error answers. Juspay documents the text of <see cref="AccessDenied"/> alone.</summary>
internal static class Errors
{
    public static Answer.Error AccessDenied { get; } = new(
        401, "access_denied", "UNAUTHORIZED", "Unauthorized.",
        "Invalid API Key. Please pass a valid and active api key.");

    public static Answer.Error Forbidden { get; } = new(
        403, "forbidden", "FORBIDDEN", "Forbidden.", "The api key has no access to customer accounts.");

    public static Answer.Error NotFound { get; } = new(
        404, "customer_account_not_found", "NOT_FOUND", "Not found.", "The customer has no such customer account.");

    public static Answer.Error InvalidRequest { get; } = new(
        400, "invalid_request", "BAD_REQUEST", "Invalid request.", "A parameter of the request is invalid.");

    public static Answer.Error InProgress { get; } = new(
        400, "validation_in_progress", "BAD_REQUEST", "Please wait.", "A validation of this account is in progress.");

    public static Answer.Error MissingRoutingId { get; } = new(
        400, "missing_routing_id", "BAD_REQUEST", "Invalid request.", "The header x-routing-id is required.");

    public static Answer.Error TooManyRequests { get; } = new(
        429, "too_many_requests", "TOO_MANY_REQUESTS", "Please try again.", "Too many requests.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Answer.Error Internal { get; } = new(
        500, "internal_error", "INTERNAL_ERROR", "Something went wrong.", "Internal error.");

    public static Answer.Error Unavailable { get; } = new(
        503, "service_unavailable", "SERVICE_UNAVAILABLE", "Something went wrong.", "The service is unavailable.");

    public static Answer.Foreign Blocked { get; } = new(403, "text/html", "<html>blocked</html>");

    public static Answer.Foreign Throttled { get; } = new(429, "application/json", "{}");

    public static Answer.Foreign NoBackend { get; } = new(404, "text/plain", "default backend - 404");
}
