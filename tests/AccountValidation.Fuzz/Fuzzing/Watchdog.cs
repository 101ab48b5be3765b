namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>Ends the process when one input takes too long. The program that started it keeps the input.</summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10); // a loaded machine stalls for a second or two
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private long _began;

    /// <summary>Begins to watch.</summary>
    public Watchdog() => new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();

    /// <summary>An input begins.</summary>
    public void Begin() => Volatile.Write(ref _began, TimeProvider.System.GetTimestamp());

    /// <summary>An input has ended.</summary>
    /// <returns>The time that it took.</returns>
    public TimeSpan End()
    {
        var took = TimeProvider.System.GetElapsedTime(_began);
        Volatile.Write(ref _began, 0);
        return took;
    }

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(Glance);
            if (Volatile.Read(ref _began) is var began and not 0 && TimeProvider.System.GetElapsedTime(began) > Longest)
            {
                Environment.Exit(ExitCodes.Hang);
            }
        }
    }
}
