using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>A call to Juspay on the wire, and its result as far as the host can know.</summary>
internal sealed record WireCall
{
    /// <summary>The customer in the path.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The customer account in the path.</summary>
    public required string AccountId { get; init; }

    /// <summary>True for the POST, false for the check.</summary>
    public required bool IsPennyDrop { get; init; }

    /// <summary>The headers; a blank joins several values of a name.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The number of the process that makes the call, from 1.</summary>
    public required int Life { get; init; }

    /// <summary>
    /// The time at which the host began to send. The time-out starts here, even without a connection.
    /// </summary>
    public required TimeSpan BegunAt { get; init; }

    /// <summary>The time at which the call left.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>The time at which the intent of a penny drop was committed.</summary>
    public TimeSpan IntentAt { get; set; }

    /// <summary>
    /// The time at which the bytes left: later than <see cref="SentAt"/> after a standstill in between.
    /// </summary>
    public TimeSpan LeftAt { get; set; }

    /// <summary>The form of a penny drop.</summary>
    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    /// <summary>The Juspay that receives the call.</summary>
    public SimulatedJuspay? Juspay { get; init; }

    /// <summary>The id of the validation; null when the validation has settled meanwhile.</summary>
    public string? Owner { get; set; }

    /// <summary>The answer that reached the host; null before.</summary>
    public Answer? Answer { get; set; }

    /// <summary>The arrival of the answer, even during a standstill.</summary>
    public TimeSpan CameAt { get; set; }

    /// <summary>The time at which the host read the answer.</summary>
    public TimeSpan AnsweredAt { get; set; }

    /// <summary>The same time by the host's clock.</summary>
    public DateTimeOffset AnsweredAtHost { get; set; }

    /// <summary>The record in the answer; null unless the answer is good.</summary>
    public Shown? Shown => Answer is { IsGood: true } answer ? answer.Shown : null;

    /// <summary>True for a POST that may have taken effect, as far as the host can know.</summary>
    public bool IsUncertain => Answer is not ({ IsGood: true } or { IsRefusal: true } or { IsPutOff: true });

    /// <summary>
    /// The time from which its absence may be proved: the time-out after its intent, but not before it left.
    /// </summary>
    public TimeSpan DoubtedFrom(TimeSpan timeout) => IntentAt + timeout > LeftAt ? IntentAt + timeout : LeftAt;

    /// <summary>Reads a request: <c>/customers/{customer}/customer-accounts/{account}[/validate]</c>.</summary>
    /// <exception cref="BrokenGuaranteeException">The request is no call of Juspay's API.</exception>
    public static WireCall Of(HttpRequestMessage request, int life, TimeSpan begunAt, VirtualTime time)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/');
        if (path is not ["", "customers", var customer, "customer-accounts", var account, .. var rest]
            || (request.Method.Method, rest) is not (("POST", ["validate"]) or ("GET", [])))
        {
            throw new BrokenGuaranteeException($"{request.Method} {request.RequestUri} is no call of Juspay's API.");
        }

        return new()
        {
            CustomerId = customer,
            AccountId = account,
            IsPennyDrop = rest is ["validate"],
            Headers = request.Headers.ToDictionary(
                header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase),
            Life = life,
            BegunAt = begunAt,
            SentAt = time.Now,
            LeftAt = time.Now,
            Form = request.Content is { } content ? FormOf(content) : new Dictionary<string, string>(),
        };
    }

    private static Dictionary<string, string> FormOf(HttpContent content)
    {
        var written = content.ReadAsStringAsync();
        Books.Require(written.IsCompleted, "the body of a penny drop is written by and by");
        var text = written.GetAwaiter().GetResult(); // The body may refuse to be written.
        return text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Replace('+', ' ').Split('=', 2))
            .ToDictionary(field => Uri.UnescapeDataString(field[0]), field => Uri.UnescapeDataString(field[1]));
    }
}
