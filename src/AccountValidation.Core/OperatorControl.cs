namespace AccountValidation.Core;

/// <summary>What operators did to a validation through the management API.</summary>
/// <param name="IsSuspended">True from a suspend until the next resume or terminate.</param>
/// <param name="IsTerminated">True once a terminate asked for the cancel; whether it took effect is the status's to
/// say.</param>
/// <param name="Reason">The reason that came with the last of them; free text, shown to operators only.</param>
public sealed record OperatorControl(bool IsSuspended, bool IsTerminated, string? Reason)
{
    /// <summary>The longest reason that is kept, in characters; the rest is cut off.</summary>
    public const int MaxReason = 512;

    /// <summary>Holds no free text: the text may reach a log.</summary>
    public override string ToString() => $"suspended {IsSuspended}, terminated {IsTerminated}";
}
