using AccountValidation.Core;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>The errors of the contract: RFC 9457 problem details, each with a stable <c>type</c>.</summary>
public static class Problems
{
    /// <summary>The prefix of every <c>type</c>.</summary>
    public const string TypePrefix = "urn:account-validation:problem:";

    /// <summary>400: the input is bad. <c>errors</c> names all bad fields.</summary>
    public static IResult InvalidRequest(IReadOnlyDictionary<string, string[]> errors) => Of(
        StatusCodes.Status400BadRequest,
        "invalid-request",
        "The request is not valid.",
        $"See errors: {string.Join(", ", errors.Keys)}.",
        new() { ["errors"] = errors });

    /// <summary>401: the request carries no known API key.</summary>
    public static IResult Unauthorized() => Of(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "A valid key is needed.",
        $"Send the key in the header {KeyRing.HeaderName} or the query parameter {KeyRing.ParameterName}.");

    /// <summary>401: a notification does not carry the configured credentials.</summary>
    public static IResult UnauthorizedNotification() => Of(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "Valid credentials are needed.",
        "Send the notification's user and password with HTTP Basic.");

    /// <summary>413: the body is larger than <paramref name="most"/> bytes.</summary>
    public static IResult TooLarge(int most) =>
        Of(
            StatusCodes.Status413PayloadTooLarge,
            "body-too-large",
            "The body is too large.",
            $"The body may have at most {most} bytes.",
            new()
            {
                ["errors"] = new Dictionary<string, string[]> { ["body"] = [$"must not be larger than {most} bytes."] },
            });

    /// <summary>415: the body is not declared as JSON.</summary>
    public static IResult NotJson() => Of(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-media-type",
        "The body must be JSON.",
        "Send the header Content-Type: application/json.",
        new() { ["errors"] = new Dictionary<string, string[]> { ["Content-Type"] = ["must be application/json."] } });

    /// <summary>404: no validation has this id.</summary>
    public static IResult UnknownValidation(string id) =>
        Of(
            StatusCodes.Status404NotFound,
            "validation-not-found",
            "There is no such validation.",
            $"No validation has the id '{id}'.");

    /// <summary>409: another validation of the account has not settled.</summary>
    public static IResult AccountBusy(string otherId, string link) => Of(
        StatusCodes.Status409Conflict,
        "account-busy",
        "The account is being validated already.",
        $"Validation {otherId} of the same customer account has not settled yet; wait for it, or cancel it.",
        new() { ["validationId"] = otherId, ["validation"] = link });

    /// <summary>
    /// 409: another caller's validation of the account has not settled. The response tells nothing about it.
    /// </summary>
    public static IResult AccountBusyElsewhere() => Of(
        StatusCodes.Status409Conflict,
        "account-busy",
        "The account is being validated already.",
        "A validation of the same customer account, which this key does not show, has not settled yet: repeat the "
        + "request later.");

    /// <summary>403: the caller's API key shows only the validations that the caller started.</summary>
    public static IResult SeesOwnOnly() => Of(
        StatusCodes.Status403Forbidden,
        "sees-own-only",
        "The key shows the caller's own validations only.",
        "This route counts the validations of all callers: use an operator's key, or a key with "
        + "Api:Keys:<name>:SeesAll.");

    /// <summary>409: earlier calls about the account had another routing id.</summary>
    public static IResult RoutingIdInUse(string inUse) =>
        Of(
            StatusCodes.Status409Conflict,
            "routing-id-in-use",
            "The account is validated with another routingId.",
            $"Juspay wants one routing id for all calls about one customer, and this account's calls have '{inUse}'. "
            + $"Leave routingId out to use it, or wait: "
                + "72 hours after the account's last validation began another is taken.",
            new()
            {
                ["errors"] = new Dictionary<string, string[]> { ["routingId"] = [$"must be '{inUse}', or left out."] },
            });

    /// <summary>
    /// 409: earlier calls about the account, perhaps for another caller, had another routing id. The response does not
    /// tell the routing id.
    /// </summary>
    public static IResult OtherRoutingIdInUse() =>
        Of(
            StatusCodes.Status409Conflict,
            "routing-id-in-use",
            "The account is validated with another routingId.",
            "Juspay wants one routing id for all calls about one customer. Leave routingId out to use the routing id "
            + "of the account's earlier calls, or wait: 72 hours after the account's last validation began another is "
            + "taken.",
            new()
            {
                ["errors"] = new Dictionary<string, string[]> { ["routingId"] = ["must be left out."] },
            });

    /// <summary>422: the caller used the idempotency key for another request.</summary>
    public static IResult KeyReused(string otherId) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "idempotency-key-reused",
            "The idempotency key belongs to another request.",
            $"The key was first used for validation {otherId} with another body; use a new key for a new request.",
            new()
            {
                ["errors"] = new Dictionary<string, string[]>
                {
                    ["Idempotency-Key"] = ["was used for another request body."],
                },
                ["validationId"] = otherId,
            });

    /// <summary>
    /// 410: a purge removed the validation of this idempotency key. The service no longer knows its result, and
    /// starts nothing.
    /// </summary>
    public static IResult Purged(string otherId) =>
        Of(
            StatusCodes.Status410Gone,
            "validation-purged",
            "The validation of this idempotency key was purged.",
            $"The key was used for validation {otherId}, which is no longer kept. Nothing was started; use a new key "
            + $"to validate the account again.",
            new() { ["validationId"] = otherId });

    /// <summary>409: the validation has settled, so nobody can cancel or check it.</summary>
    public static IResult AlreadySettled(Validation validation) =>
        WrongStatus(
            "already-settled",
            "The validation has settled.",
            $"Validation {validation.Id} is {StatusNames.Of(validation.Status)}, and that is final.");

    /// <summary>409: the validation has not settled, so it has no callback to deliver yet.</summary>
    public static IResult NotSettled(string id) =>
        WrongStatus(
            "not-settled",
            "The validation has not settled.",
            $"Validation {id} is PENDING; its callback is delivered when it settles.");

    /// <summary>409: the validation has no callback URL.</summary>
    public static IResult NoCallback(string id) =>
        WrongStatus(
            "no-callback",
            "The validation has no callback.",
            $"Validation {id} was started without a callbackUrl, and none was configured.");

    /// <summary>503: the store does not work. The service does not know whether it stored the change.</summary>
    public static IResult StoreUnavailable() => Of(
        StatusCodes.Status503ServiceUnavailable,
        "store-unavailable",
        "The service cannot store anything at the moment.",
        "It is not known to the service whether the change was stored; try again with the same Idempotency-Key.");

    /// <summary>503: the number of unsettled validations has reached its limit. The service stored nothing.</summary>
    public static IResult TooManyUnsettled() =>
        Of(
            StatusCodes.Status503ServiceUnavailable,
            "too-many-unsettled",
            "Too many validations have not settled.",
            "Nothing was stored, and the Idempotency-Key is still free. Send the request again after the seconds in "
            + "Retry-After.");

    private static IResult WrongStatus(string type, string title, string detail) =>
        Of(StatusCodes.Status409Conflict, type, title, detail);

    private static IResult Of(
        int status,
        string type,
        string title,
        string detail,
        Dictionary<string, object?>? extensions = null
    ) => Results.Problem(detail, instance: null, status, title, TypePrefix + type, extensions);
}
