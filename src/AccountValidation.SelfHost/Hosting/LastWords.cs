namespace AccountValidation.SelfHost.Hosting;

/// <summary>What the program says on standard error before it ends. It ends also when nobody reads that.</summary>
internal static class LastWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Says why it ends.</summary>
    /// <returns>The exit code: 1.</returns>
    public static int Say(string sentence)
    {
        // A thread of the pool ends with the process, though it waits for a full pipe.
        _ = Task.Run(() => Console.Error.WriteLine(sentence)).Wait(Patience);
        return 1;
    }
}
