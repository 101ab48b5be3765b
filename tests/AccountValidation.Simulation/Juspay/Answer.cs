namespace AccountValidation.Simulation.Juspay;

/// <summary>Who answered a call.</summary>
internal enum Who
{
    /// <summary>Juspay.</summary>
    Juspay,

    /// <summary>A gateway, a filter or a proxy on the way.</summary>
    Stranger,
}

/// <summary>An answer: what is on the wire, and what only an auditor knows of it.</summary>
internal sealed record Answer
{
    /// <summary>Who wrote it.</summary>
    public required Who By { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The body as it is on the wire.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The body's kind.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>True when the body is packed.</summary>
    public bool IsPacked { get; init; }

    /// <summary>How the body ends, when it does not end properly.</summary>
    public BodyEnd? End { get; init; }

    /// <summary>The <c>Retry-After</c>; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What it shows of the account that was asked about; null when it shows nothing of it.</summary>
    public Shown? Shown { get; init; }

    /// <summary>True when Juspay shows the account: 200, the right id, a known status.</summary>
    public bool IsGood => Shown is not null && End is null;

    /// <summary>True when Juspay itself refuses the request.</summary>
    public bool IsRefusal => By == Who.Juspay && Status is (400 or 404 or 422);

    /// <summary>True when Juspay itself refuses the call for now.</summary>
    public bool IsPutOff => By == Who.Juspay && Status is (401 or 403 or 429);
}
