using System.Text;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Queues;

namespace AccountValidation.Fuzz.Targets;

/// <summary>A message of the intake queue: JSON or its base64, and in it a start request with a key.</summary>
public sealed class MessageTarget : FuzzTarget
{
    private const string Start =
        "{\"customerId\":\"cst_1\",\"customerAccountId\":\"banh_1\",\"idempotencyKey\":\"A-17\"}";

    private static readonly StartRequestReader Reader = new(new(), new CallbackAddressPolicy(new()));

    /// <inheritdoc/>
    public override string Name => "message";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; } =
    [
        .. JsonTokens.All, .. StartTokens.All, Start, Convert.ToBase64String(Encoding.UTF8.GetBytes(Start)),
        "e30=", "eyJhIjoxfQ==", "ey", "=", "==", "===", "+", "-", "_", " \n", "\u00EF\u00BB\u00BF{",
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (MessageText.Decode(input) is not { } body)
        {
            return;
        }

        Must.Hold(body.Length <= input.Length, "a message's JSON is not longer than its text");
        var errors = new FieldErrors();
        var start = Reader.ReadQueued(body, errors);
        Faults.Check(start, errors, body.Length);
        if (start is not null)
        {
            StartContract.Check(start.Request);
            Must.Hold(
                start.IdempotencyKey is null || start.IdempotencyKey.All(character => character is >= ' ' and <= '~'),
                "a key is printable ASCII");
            Must.Hold(start.IdempotencyKey is null or { Length: >= 1 and <= 255 }, "a key has 1 to 255 characters");
        }
    }
}
