using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>
/// The program tells others only data that is on disk: not only written, but flushed, as the kernel sees it.
/// </summary>
public sealed class FlushTests
{
    // One step after the other: the check waits until the start has its response.
    private const string Account = "active.held";

    [Fact]
    public async Task Validation_FromStartToCallback_NothingLeavesBeforeTheLogIsFlushed()
    {
        FlushTrace.SkipUnlessPossible();
        await using var world = await World.StartAsync();
        using var folder = new TempFolder();
        var (host, address) = await HostProcess.StartListeningAsync(
            world.Settings, FlushTrace.Within(folder.File("trace")));
        await using var running = host;
        using var caller = new ServiceCaller(address);
        world.Receiver.Mend();

        await caller.StartAsync(Account, world.Receiver.Accepting);
        world.Juspay.Release();
        await world.EverythingEndsAsync(1);
        host.Terminate();
        await host.EndAsync();

        var sent = await SentAsync(folder.File("trace"), atLeast: 3);
        Assert.Equal("HTTP/1.1 202", sent[0].Sent);
        Assert.EndsWith($"/{Account}/validate", sent[1].Sent, StringComparison.Ordinal);
        Assert.Equal($"POST {world.Receiver.Accepting.AbsolutePath}", sent[2].Sent);
        Assert.Equal(3, sent.Count);
        Assert.All(sent, call => Assert.True(call.IsFlushed, $"{call.Sent} left before the log was flushed"));
    }

    [Theory]
    [InlineData(
        true,
        "7 pwrite64(203</v.db-wal>, \"x\"..., 24, 32) = 24",
        "7 fsync(203</v.db-wal>) = 0",
        "9 sendto(2<socket:[1]>, \"POST /a HTTP\"..., 9, 0) = 9")]
    [InlineData(
        true,
        "7 pwrite64(203</v.db-wal>, \"x\"..., 24, 32) = 24",
        "7 fdatasync(203</v.db-wal> <unfinished ...>",
        "7 <... fdatasync resumed>) = 0",
        "9 sendto(2<socket:[1]>, \"POST /a HTTP\"..., 9, 0) = 9")]
    [InlineData(
        false,
        "7 pwrite64(203</v.db-wal>, \"x\"..., 24, 32) = 24",
        "7 fdatasync(203</v.db-wal> <unfinished ...>",
        "9 sendto(2<socket:[1]>, \"POST /a HTTP\"..., 9, 0) = 9",
        "7 <... fdatasync resumed>) = 0")]
    [InlineData(
        false,
        "7 pwrite64(203</v.db-wal>, \"x\"..., 24, 32) = 24",
        "7 fsync(200</v.db>) = 0",
        "9 sendto(2<socket:[1]>, \"POST /a HTTP\"..., 9, 0) = 9")]
    [InlineData(
        false,
        "7 pwrite64(203</v.db-wal>, \"x\"..., 24, 32) = 24",
        "7 fsync(203</v.db-wal>) = -1 EIO",
        "9 sendto(2<socket:[1]>, \"POST /a HTTP\"..., 9, 0) = 9")]
    [InlineData(
        false,
        "7 fsync(203</v.db-wal>) = 0",
        "7 pwrite64(203</v.db-wal>, \"x\"..., 24, 32) = 24",
        "9 sendto(2<socket:[1]>, \"POST /a HTTP\"..., 9, 0) = 9")]
    public void Read_OfATrace_SaysWhatWasFlushedByThen(bool isFlushed, params string[] lines) =>
        Assert.Equal([("POST /a", isFlushed)], FlushTrace.Read(lines));

    // strace writes its trace a moment later.
    private static async Task<List<(string Sent, bool IsFlushed)>> SentAsync(string file, int atLeast)
    {
        List<(string Sent, bool IsFlushed)> sent = [];
        await Eventually.TrueAsync(
            () => (sent = [.. FlushTrace.Read(File.ReadAllLines(file))]).Count >= atLeast,
            $"{atLeast} sent, as the trace has it");
        return sent;
    }
}
