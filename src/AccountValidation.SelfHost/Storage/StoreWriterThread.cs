namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The thread that makes the commits of the <see cref="StoreWriter"/>: each commit blocks until the data is on disk.
/// </summary>
internal sealed class StoreWriterThread : IDisposable
{
    private readonly StoreWriter _writer;
    private readonly Thread _thread;

    public StoreWriterThread(StoreWriter writer)
    {
        _writer = writer;
        _thread = new(Run) { IsBackground = true, Name = "store-writer" };
        _thread.Start();
    }

    /// <summary>Closes the writer, and waits until all waiting writes are committed.</summary>
    public void Dispose()
    {
        _writer.Close();
        _thread.Join();
    }

    private void Run()
    {
        while (_writer.CommitNext() is { } commit)
        {
            commit.TellAll();
        }
    }
}
