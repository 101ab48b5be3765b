namespace AccountValidation.JuspaySimulator;

/// <summary>The errors that the simulator answers. Only <see cref="AccessDenied"/> is documented word for word by Juspay.</summary>
internal static class Errors
{
    public static Answer.Error AccessDenied { get; } = new(
        401, "access_denied", "UNAUTHORIZED", "Unauthorized.", "Invalid API Key. Please pass a valid and active api key.");

    public static Answer.Error Forbidden { get; } = new(
        403, "forbidden", "FORBIDDEN", "Forbidden.", "The api key has no access to customer accounts.");

    public static Answer.Error NotFound { get; } = new(
        404, "customer_account_not_found", "NOT_FOUND", "Not found.", "The customer has no such customer account.");

    public static Answer.Error InvalidRequest { get; } = new(
        400, "invalid_request", "BAD_REQUEST", "Invalid request.", "A parameter of the request is invalid.");

    public static Answer.Error InProgress { get; } = new(
        400, "validation_in_progress", "BAD_REQUEST", "Please wait.", "A validation of this account is in progress.");

    public static Answer.Foreign Blocked { get; } = new(403, "text/html", "<html>blocked</html>");

    public static Answer.Foreign Throttle { get; } = new(429, "application/json", "{}");

    public static Answer.Foreign NoBackend { get; } = new(404, "text/plain", "default backend - 404");

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
}
