using AccountValidation.Service.Api;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Intake;

namespace AccountValidation.Fuzz.Targets;

/// <summary>The body of a start request over HTTP: a request that obeys the contract, or faults, never both.</summary>
public sealed class StartTarget : FuzzTarget
{
    private static readonly StartRequestReader Reader = new(new(), new CallbackAddressPolicy(new()));

    /// <inheritdoc/>
    public override string Name => "start";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; } = [.. JsonTokens.All, .. StartTokens.All];

    /// <inheritdoc/>
    public override void Run(ReadOnlyMemory<byte> input)
    {
        // More is refused before it is read.
        var body = input.Length > RequestBody.MaxLength ? input[..RequestBody.MaxLength] : input;
        var errors = new FieldErrors();
        var request = Reader.Read(body, errors);
        Faults.Check(request, errors, body.Length);
        if (request is not null)
        {
            StartContract.Check(request);
        }
    }
}
