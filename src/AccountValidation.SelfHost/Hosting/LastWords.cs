namespace AccountValidation.SelfHost.Hosting;

/// <summary>Writes a last message to standard error. The program ends even if nobody reads standard error.</summary>
internal static class LastWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Writes the cause of the end.</summary>
    /// <returns>The exit code: 1.</returns>
    public static int Say(string sentence)
    {
        // A pool thread ends with the process, even while a full pipe blocks it.
        _ = Task.Run(() => Console.Error.WriteLine(sentence)).Wait(Patience);
        return 1;
    }
}
