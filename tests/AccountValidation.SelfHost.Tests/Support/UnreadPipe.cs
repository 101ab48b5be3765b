using System.Diagnostics;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A pipe for a program's output, with an open end that nobody reads.</summary>
internal sealed class UnreadPipe : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Task<FileStream> _reader;

    public UnreadPipe()
    {
        using var make = Process.Start("mkfifo", [Path]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
        _reader = Task.Run(() =>
            new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)
        ); // The call completes once the writer opens the pipe.
    }

    /// <summary>The command before the program: the pipe becomes its standard output and standard error.</summary>
    public IReadOnlyList<string> Within => ["sh", "-c", "exec \"$@\" > \"$0\" 2>&1", Path];

    private string Path => _folder.File("output");

    /// <summary>Closes the reading end: the next write meets a broken pipe.</summary>
    public async Task CloseAsync() => await (await _reader.Soon()).DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }
}
