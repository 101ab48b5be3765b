using System.Diagnostics;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A pipe for a program's output, which somebody holds open and never reads.</summary>
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
        ); // opens together with the writer
    }

    /// <summary>Goes before the program: its standard output, and standard error too, is the pipe.</summary>
    public IReadOnlyList<string> Within => ["sh", "-c", "exec \"$@\" > \"$0\" 2>&1", Path];

    private string Path => _folder.File("output");

    /// <summary>Closes the reading end: whoever writes now meets a broken pipe.</summary>
    public async Task CloseAsync() => await (await _reader.Soon()).DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }
}
