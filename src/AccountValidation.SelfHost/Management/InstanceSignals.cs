using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;

namespace AccountValidation.SelfHost.Management;

/// <summary>Raises events, and terminates, suspends and resumes instances.</summary>
/// <param name="engine">Finds a single instance.</param>
/// <param name="signals">Applies each signal durably.</param>
/// <param name="logger">Receives a message for each signal.</param>
internal sealed partial class InstanceSignals(
    IValidationEngine engine, IOperatorSignals signals, ILogger<InstanceSignals> logger)
{
    private const int MaxEventLength = 64 * 1024;

    /// <summary><c>POST instances/{id}/terminate</c>: cancels if the rules of cancellation allow it.</summary>
    public Task<IResult> TerminateAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        GiveAsync(id, new Signal.Terminate(ReasonOf(request)), cancellationToken);

    /// <summary><c>POST instances/{id}/suspend</c>: begins no further step before a resume.</summary>
    public Task<IResult> SuspendAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        GiveAsync(id, new Signal.Suspend(ReasonOf(request)), cancellationToken);

    /// <summary><c>POST instances/{id}/resume</c></summary>
    public Task<IResult> ResumeAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        GiveAsync(id, new Signal.Resume(ReasonOf(request)), cancellationToken);

    /// <summary>
    /// <c>POST instances/{id}/raiseEvent/{eventName}</c>: <c>Check</c> and <c>Cancel</c> act on the validation; any
    /// other event has no effect.
    /// </summary>
    public async Task<IResult> RaiseAsync(
        HttpRequest request, string id, string eventName, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(id, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await FaultOfAsync(request, cancellationToken) is { } fault)
        {
            return fault;
        }

        return SignalOf(eventName) is { } signal
            ? await GiveAsync(id, signal, cancellationToken)
            : Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static Signal? SignalOf(string eventName) => eventName switch
    {
        _ when eventName.Equals(nameof(Signal.Check), StringComparison.OrdinalIgnoreCase) => new Signal.Check(),
        _ when eventName.Equals(nameof(Signal.Cancel), StringComparison.OrdinalIgnoreCase) => new Signal.Cancel(),
        _ => null,
    };

    private async Task<IResult> GiveAsync(string id, Signal signal, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(id, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var change = await signals.SignalAsync(id, signal, cancellationToken);
        LogSignalled(signal.GetType().Name, id);
        return Results.StatusCode(change switch
        {
            null => StatusCodes.Status404NotFound,
            { Before.IsFinished: true } => StatusCodes.Status410Gone, // The validation finished after the first read.
            _ => StatusCodes.Status202Accepted,
        });
    }

    private async Task<IResult?> RefusalAsync(string id, CancellationToken cancellationToken) =>
        await engine.FindAsync(id, cancellationToken) switch
        {
            null => Results.StatusCode(StatusCodes.Status404NotFound),
            { IsFinished: true } => Results.StatusCode(StatusCodes.Status410Gone),
            _ => null,
        };

    // Only an event's name matters: the service does not keep its content.
    private static async Task<IResult?> FaultOfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (
            request.GetTypedHeaders().ContentType is not { } type
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return JsonAnswer.Error(
                StatusCodes.Status400BadRequest,
                "Only application/json request content is supported");
        }

        if (request.ContentLength > MaxEventLength)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var body = await BoundedBody.ReadAsync(request.Body, MaxEventLength, cancellationToken);
        return body switch
        {
            { IsWhole: false } => Results.StatusCode(StatusCodes.Status413PayloadTooLarge),
            { Bytes.IsEmpty: true } => null,
            _ when IsJson(body.Bytes) => null,
            _ => JsonAnswer.Error(StatusCodes.Status400BadRequest, "Invalid JSON content"),
        };
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(ByteOrderMark.Without(body));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? ReasonOf(HttpRequest request) => request.Query.Text("reason");

    [LoggerMessage(
        Level = LogLevel.Information, Message = "An operator gave the signal {Signal} to validation {ValidationId}")]
    private partial void LogSignalled(string signal, string validationId);
}
