using AccountValidation.KillHarness.Audits;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>The kill harness's test for a commit that was cut off, on files that SQLite wrote.</summary>
public sealed class WriteAheadLogTests : IAsyncLifetime
{
    private const int Header = 32;
    private const int Frame = 24 + 4096;

    private readonly Store _store = new();
    private byte[] _before = [];
    private byte[] _log = [];
    private byte[] _indexBefore = [];
    private byte[] _index = [];

    public async ValueTask InitializeAsync()
    {
        await _store.StartAsync(Some.Accepted("val_1", account: "banh_1"));
        (_before, _indexBefore) = (Bytes("-wal"), Bytes("-shm"));
        await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"));
        (_log, _index) = (Bytes("-wal"), Bytes("-shm"));
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Read_LastCommitIsWhole_HasEnded()
    {
        Assert.True(_log.Length > _before.Length + Frame, "the second commit has several pages");
        Assert.Equal(LastCommit.Ended, WriteAheadLog.Read(_log, _index));
        Assert.Equal(LastCommit.Ended, WriteAheadLog.Read(_before, _indexBefore));
        Assert.Equal(LastCommit.Ended, WriteAheadLog.Read([], []));
        Assert.Equal(LastCommit.Ended, WriteAheadLog.Read(_log, index: []));
    }

    [Fact]
    public void Read_IndexKnowsOnlyTheCommitBefore_IsNotFlushed() =>
        Assert.Equal(LastCommit.NotFlushed, WriteAheadLog.Read(_log, _indexBefore));

    [Theory]
    [InlineData(24)]
    [InlineData(1000)]
    [InlineData(Frame)]
    [InlineData(Frame + 24)]
    public void Read_LogEndsInTheMiddleOfACommit_IsWrittenInPart(int length) =>
        Assert.Equal(LastCommit.WrittenInPart, WriteAheadLog.Read(_log[..(_before.Length + length)], _indexBefore));

    [Fact]
    public void Read_LastPageIsNotWrittenYet_IsWrittenInPart()
    {
        var log = (byte[])_log.Clone();
        log.AsSpan(log.Length - 4096).Clear();

        Assert.Equal(LastCommit.WrittenInPart, WriteAheadLog.Read(log, _indexBefore));
    }

    [Fact]
    public void Read_RestIsOfAnEarlierRound_HasEnded()
    {
        var log = (byte[])_log.Clone();
        for (var frame = _before.Length; frame < log.Length; frame += Frame)
        {
            log[frame + 8] ^= 1; // its salts
        }

        Assert.Equal(0, (_before.Length - Header) % Frame);
        Assert.Equal(LastCommit.Ended, WriteAheadLog.Read(log, _indexBefore));
    }

    private byte[] Bytes(string end)
    {
        using var file = new FileStream(
            _store.Path + end, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
