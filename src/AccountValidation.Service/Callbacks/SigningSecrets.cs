namespace AccountValidation.Service.Callbacks;

/// <summary>The secrets that sign callbacks now. A host may replace the secrets while it runs.</summary>
/// <param name="settings">Holds the secrets at the start.</param>
public sealed class SigningSecrets(CallbackSettings settings)
{
    private volatile IReadOnlyList<SigningSecret> _now = settings.Secrets;

    /// <summary>The present secrets. Each secret signs every callback.</summary>
    public IReadOnlyList<SigningSecret> Now => _now;

    /// <summary>Replaces the secrets from now on.</summary>
    public void Use(CallbackSettings settings) => _now = settings.Secrets;
}
