namespace AccountValidation.Service.Callbacks;

/// <summary>
/// The secrets that callbacks are signed with now. A host may put others in their place while it runs.
/// </summary>
/// <param name="settings">Holds those of the start.</param>
public sealed class SigningSecrets(CallbackSettings settings)
{
    private volatile IReadOnlyList<SigningSecret> _now = settings.Secrets;

    /// <summary>The secrets, each of which signs.</summary>
    public IReadOnlyList<SigningSecret> Now => _now;

    /// <summary>Signs with other secrets from now on.</summary>
    public void Use(CallbackSettings settings) => _now = settings.Secrets;
}
