namespace AccountValidation.Core;

/// <summary>The marks that operators left on a validation through the management API.</summary>
/// <param name="IsSuspended">True from a suspend until the next resume or terminate.</param>
/// <param name="IsTerminated">True once an operator terminated the validation. The status says whether the cancel took
/// effect.</param>
/// <param name="Reason">The reason of the last suspend, resume or terminate: free text, shown to operators
/// only.</param>
public sealed record OperatorControl(bool IsSuspended, bool IsTerminated, string? Reason)
{
    /// <summary>The longest kept reason, in characters; the rest is cut off.</summary>
    public const int MaxReason = 512;

    /// <summary>Holds no free text: the string may reach a log.</summary>
    public override string ToString() => $"suspended {IsSuspended}, terminated {IsTerminated}";
}
