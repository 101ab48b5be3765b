using System.Net.Sockets;
using System.Xml;
using Azure;
using Azure.Storage.Queues.Models;

namespace AccountValidation.Service.Queues;

/// <summary>Names the faults that the storage client throws, in words that hold neither URL nor secret.</summary>
public static class StorageFaults
{
    private const int MaxErrorCode = 64;

    /// <summary>The cause why the storage was unusable; null when the exception has another origin.</summary>
    public static string? CauseOf(Exception exception) =>
        exception switch
        {
            // The client collects one exception for each of its own attempts.
            AggregateException aggregate => CauseOf(aggregate.InnerExceptions[^1]),
            RequestFailedException { Status: > 0 } failed => $"http_{failed.Status}{ErrorCodeOf(failed)}",
            RequestFailedException { InnerException: { } inner } => CauseOf(inner) ?? "connection_failed",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "name_not_found",
            RequestFailedException or HttpRequestException or IOException or SocketException => "connection_failed",
            OperationCanceledException or TimeoutException => "time_out",
            XmlException or FormatException => "unreadable_answer",
            _ => null,
        };

    /// <summary>True when the queue does not have the message, or has another receipt for it.</summary>
    public static bool IsGone(RequestFailedException exception) =>
        exception.ErrorCode == QueueErrorCode.MessageNotFound
        || exception.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    // The exception's message is not shown: it holds the URL and, for a refused signature, the signed string.
    private static string ErrorCodeOf(RequestFailedException failed) =>
        failed.ErrorCode is { Length: > 0 and <= MaxErrorCode } code && code.All(char.IsAsciiLetterOrDigit)
            ? " " + code
            : "";
}
