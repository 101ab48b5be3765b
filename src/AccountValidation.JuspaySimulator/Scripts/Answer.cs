using System.Diagnostics;

namespace AccountValidation.JuspaySimulator;

/// <summary>What a call is answered.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The HTTP status; null when the call is never answered.</summary>
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

    /// <summary>The account, as documented.</summary>
    internal sealed record Proper : Answer;

    /// <summary>The account exactly as checks show it, as if nothing had happened.</summary>
    internal sealed record Echo : Answer;

    /// <summary>The word of a filter, gateway or ingress, which is not Juspay's.</summary>
    internal sealed record Foreign(int Status, string ContentType, string Body) : Answer;

    /// <summary>An error in Juspay's format.</summary>
    internal sealed record Error(int Status, string ErrorCode, string Code, string UserMessage, string DeveloperMessage) : Answer
    {
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>Nothing, for as long as the client waits.</summary>
    internal sealed record Silence : Answer;

    /// <summary>A broken connection.</summary>
    internal sealed record Reset : Answer;

    /// <summary>Something that is not the account.</summary>
    internal sealed record Garbage(GarbageKind Kind) : Answer;
}
