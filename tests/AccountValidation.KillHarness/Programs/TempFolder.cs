namespace AccountValidation.KillHarness.Programs;

/// <summary>A temporary folder, deleted on disposal.</summary>
internal sealed class TempFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("account-validation-").FullName;

    public string Database => File("validations.db");

    public string File(string name) => Path.Combine(FullName, name);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
