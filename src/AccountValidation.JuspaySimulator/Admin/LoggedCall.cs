namespace AccountValidation.JuspaySimulator;

/// <summary>One call; its status stays null until it is answered. Guarded by the lock of <see cref="CallLog"/>.</summary>
internal sealed class LoggedCall(DateTimeOffset at, string method)
{
    public DateTimeOffset At { get; } = at;

    public string Method { get; } = method;

    public int? Status { get; set; }
}
