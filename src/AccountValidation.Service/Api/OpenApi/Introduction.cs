namespace AccountValidation.Service.Api.OpenApi;

/// <summary>What holds for every route, in Markdown.</summary>
internal static class Introduction
{
    public const string Text = """
        AccountValidation finds out whether a customer's bank account or UPI address (VPA) is right before it is paid. It asks Juspay for a penny drop,
        waits as long as Juspay needs (seconds or days), and calls back with a signed webhook. This document is complete: a client needs nothing else.

        ## The usual course

        1. `POST /api/validations` with an `Idempotency-Key`. The answer is 202 with the validation in status `PENDING`, or 200 when it has settled.
        2. Wait for the webhook `validationSettled`, or ask `GET` at `Location` again after `Retry-After` seconds until `status` is not `PENDING`. Best do both.
        3. Act on `status`: `ACTIVE` (the account is valid), `FAILURE` (it is not), `REJECTED` (Juspay refused the request itself), `EXPIRED` (no answer
           before `deadlineAt`), `CANCELLED` (stopped on request). Every status but `PENDING` is final, and `reason` says why it is not `ACTIVE`.

        ## Keys

        Every route under `/api/validations` needs a key: header `x-functions-key`, or, where no header can be sent, query parameter `code`. A caller's key and an operator's
        key open them; the management API is opened by an operator's key only, on Azure by the system key of the Durable Functions extension. Keys are compared as they are, upper and lower case matter. Without a key that opens
        the route the answer is 401. `/health` and this document are open to all, and Juspay's notifications have a user and a password. A service that runs in
        development without any key set takes every request.

        ## Repeating a start

        A start may be repeated without danger when it carries an `Idempotency-Key`. The same key with the same body gives the same validation again,
        as it stands then, with the header `Idempotent-Replayed: true`. With another body it is refused with 422. Bodies are the same when their
        fields have the same values: order, spacing, `1` or `"1.00"`, and a field left out or null make no difference; a field left out is not the
        same as its default written out. Keys belong to the caller whose API key sent them, and do not expire. A start that was refused leaves its key free.
        Repeat a start after a time-out, a broken connection or 503 always with the same key.

        Independently of keys, one customer account has at most one validation that has not settled: a second start is refused with 409 `account-busy`. An account
        is known by its id alone, in upper or lower case and for whichever customer. While the end of an earlier penny drop of it is not known, at most 72 hours,
        a new validation follows that penny drop instead of paying, and settles with its answer.

        ## Errors

        Errors are problem details (RFC 9457, `application/problem+json`). Branch on `type`, which is stable: `urn:account-validation:problem:` and a name.
        `title` and `detail` are for people. `errors`, where present, maps each bad field, parameter or header (`body` for the body as a whole,
        `metadata.<name>` for a pair) to sentences that say what is wrong with it. A path that does not exist answers 404, a method that a path does not have 405
        and a fault of the service 500, each as problem details whose `type` is none of the URNs. The management API has errors of its own, which each of its routes
        describes. A request that is not proper HTTP, or whose line or headers are
        too long, is answered 400, 414 or 431 without a body.

        ## Texts and times

        JSON is UTF-8, names are camelCase. Times are UTC, `2026-11-22T10:00:00.123Z`, with milliseconds or whole seconds. Amounts in answers are decimal numbers
        as text. Customer, account, routing and gateway ids have 1 to 128 printable ASCII characters, without space and `/ \ ? # %`, and are not `.` or `..`.
        Account numbers and VPAs are masked in every answer and webhook.

        A field that is listed as required is always present, though perhaps null. New fields, problem types, timeline events and reason codes may be
        added within this version: ignore what you do not know.
        """;
}
