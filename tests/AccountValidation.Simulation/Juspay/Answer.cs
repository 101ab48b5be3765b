namespace AccountValidation.Simulation.Juspay;

/// <summary>The author of an answer.</summary>
internal enum Who
{
    /// <summary>Juspay itself.</summary>
    Juspay,

    /// <summary>A gateway, a filter or a proxy on the way.</summary>
    Stranger,
}

/// <summary>An answer: its content on the wire, and the facts that only an auditor knows.</summary>
internal sealed record Answer
{
    /// <summary>The author.</summary>
    public required Who By { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The body as sent.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The media type of the body.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>True when the body is compressed.</summary>
    public bool IsPacked { get; init; }

    /// <summary>The improper end of the body; null for a proper end.</summary>
    public BodyEnd? End { get; init; }

    /// <summary>The <c>Retry-After</c>; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The record of the requested account; null when the answer shows none.</summary>
    public Shown? Shown { get; init; }

    /// <summary>True when Juspay shows the account: 200, the right id, a known status.</summary>
    public bool IsGood => Shown is not null && End is null;

    /// <summary>True when Juspay itself refuses the request.</summary>
    public bool IsRefusal => By == Who.Juspay && Status is (400 or 404 or 422);

    /// <summary>True when Juspay itself refuses the call for now.</summary>
    public bool IsPutOff => By == Who.Juspay && Status is (401 or 403 or 429);
}
