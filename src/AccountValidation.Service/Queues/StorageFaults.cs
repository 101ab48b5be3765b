using System.Net.Sockets;
using System.Xml;
using Azure;
using Azure.Storage.Queues.Models;

namespace AccountValidation.Service.Queues;

/// <summary>
/// What the storage client throws when the storage cannot be used, in words that hold neither URL nor secret.
/// </summary>
public static class StorageFaults
{
    private const int MaxErrorCode = 64;

    /// <summary>Why the storage could not be used; null when the exception is none of the outside world's.</summary>
    public static string? CauseOf(Exception exception) =>
        exception switch
        {
            // One for each of the client's own attempts.
            AggregateException aggregate => CauseOf(aggregate.InnerExceptions[^1]),
            RequestFailedException { Status: > 0 } failed => $"http_{failed.Status}{ErrorCodeOf(failed)}",
            RequestFailedException { InnerException: { } inner } => CauseOf(inner) ?? "connection_failed",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "name_not_found",
            RequestFailedException or HttpRequestException or IOException or SocketException => "connection_failed",
            OperationCanceledException or TimeoutException => "time_out",
            XmlException or FormatException => "unreadable_answer",
            _ => null,
        };

    /// <summary>True when the queue does not know the message, or knows it under another receipt.</summary>
    public static bool IsGone(RequestFailedException exception) =>
        exception.ErrorCode == QueueErrorCode.MessageNotFound
        || exception.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    // Not the message: it names the URL, and for a refused signature it says what was signed.
    private static string ErrorCodeOf(RequestFailedException failed) =>
        failed.ErrorCode is { Length: > 0 and <= MaxErrorCode } code && code.All(char.IsAsciiLetterOrDigit)
            ? " " + code
            : "";
}
