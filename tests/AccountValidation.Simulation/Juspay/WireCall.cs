using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>One call to Juspay as it is on the wire, and what became of it as far as the host can know.</summary>
internal sealed record WireCall
{
    /// <summary>The customer in the path.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The customer account in the path.</summary>
    public required string AccountId { get; init; }

    /// <summary>True for the POST, false for the check.</summary>
    public required bool IsPennyDrop { get; init; }

    /// <summary>Its headers; several values of one name are joined.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The process that makes it: the first, the second and so on.</summary>
    public required int Life { get; init; }

    /// <summary>
    /// When the host began to send it: its time-out counts from here, also while no connection stands.
    /// </summary>
    public required TimeSpan BegunAt { get; init; }

    /// <summary>When it left.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>When the intent of a penny drop was committed.</summary>
    public TimeSpan IntentAt { get; set; }

    /// <summary>When its bytes left: later than it was sent when the host stood still right between.</summary>
    public TimeSpan LeftAt { get; set; }

    /// <summary>The form that a penny drop carries.</summary>
    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    /// <summary>Which Juspay it goes to.</summary>
    public SimulatedJuspay? Juspay { get; init; }

    /// <summary>The validation it is made for; null when that has settled meanwhile.</summary>
    public string? Owner { get; set; }

    /// <summary>The answer that reached the host; null while there is none.</summary>
    public Answer? Answer { get; set; }

    /// <summary>When it came, though the host may have stood still then.</summary>
    public TimeSpan CameAt { get; set; }

    /// <summary>When the host read it.</summary>
    public TimeSpan AnsweredAt { get; set; }

    /// <summary>The same by the host's clock.</summary>
    public DateTimeOffset AnsweredAtHost { get; set; }

    /// <summary>What the answer shows of the account; null when it is no good answer.</summary>
    public Shown? Shown => Answer is { IsGood: true } answer ? answer.Shown : null;

    /// <summary>True for a POST that may have had its effect, as far as the host can know.</summary>
    public bool IsUncertain => Answer is not ({ IsGood: true } or { IsRefusal: true } or { IsPutOff: true });

    /// <summary>
    /// From when on its absence may be proved: the time-out after its intent, and never before it left.
    /// </summary>
    public TimeSpan DoubtedFrom(TimeSpan timeout) => IntentAt + timeout > LeftAt ? IntentAt + timeout : LeftAt;

    /// <summary>Reads a request: <c>/customers/{customer}/customer-accounts/{account}[/validate]</c>.</summary>
    /// <exception cref="BrokenGuaranteeException">It is no call of Juspay's API.</exception>
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
        var text = written.GetAwaiter().GetResult(); // the body may refuse to be written
        return text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Replace('+', ' ').Split('=', 2))
            .ToDictionary(field => Uri.UnescapeDataString(field[0]), field => Uri.UnescapeDataString(field[1]));
    }
}
