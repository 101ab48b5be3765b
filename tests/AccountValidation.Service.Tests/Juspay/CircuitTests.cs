using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>When the circuit opens, what it refuses, and how it closes again.</summary>
public sealed class CircuitTests : IDisposable
{
    private static readonly JuspayReply Down = new JuspayReply.Unclear("http_503");
    private static readonly JuspayReply Fine = new JuspayReply.Answered(
        new(AccountStatus.Pending, null, AccountDetails.None));

    private readonly FakeTimeProvider _clock = new(Samples.Now);
    private readonly JuspayGate _gate;
    private int _made;

    public CircuitTests() => _gate = new(new(), _clock);

    public static TheoryData<JuspayReply> AnswersOfAJuspayThatWorks =>
    [
        Fine,
        new JuspayReply.Refused(400, null),
        new JuspayReply.Refused(404, "unknown"),
        new JuspayReply.KeyRefused(401, null),
        new JuspayReply.KeyRefused(403, null),
        new JuspayReply.NotAccepted("http_429", TimeSpan.FromSeconds(60)),
        new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver),
    ];

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task Circuit_NineteenFailures_StaysClosed()
    {
        await RunAsync(Down, 19);

        Assert.Equal(Fine, await RunAsync(Fine));
        Assert.Equal(20, _made);
    }

    [Fact]
    public async Task Circuit_TwentyFailures_OpensAndRefusesWithoutACall()
    {
        await RunAsync(Down, 20);
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(
            new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromSeconds(6)), await RunAsync(Fine));
        Assert.Equal(20, _made);
    }

    [Theory]
    [InlineData(2, 18, true)]
    [InlineData(3, 18, false)]
    [InlineData(10, 89, false)]
    [InlineData(10, 90, true)]
    public async Task Circuit_SomeCallsWork_OpensAtNineOfTen(int fine, int down, bool opens)
    {
        await RunAsync(Fine, fine);
        await RunAsync(Down, down);

        Assert.Equal(opens, await RunAsync(Fine) is JuspayReply.NotAccepted { Cause: ReplyCauses.CircuitOpen });
    }

    [Fact]
    public async Task Circuit_EveryKindOfOutage_Counts()
    {
        JuspayReply[] outages =
        [
            new JuspayReply.Unclear(ReplyCauses.TimeOut),
            new JuspayReply.Unclear(ReplyCauses.ConnectionBroken),
            new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused),
            new JuspayReply.NotAccepted(ReplyCauses.NameNotFound),
        ];
        foreach (var outage in outages)
        {
            await RunAsync(outage, 5);
        }

        Assert.IsType<JuspayReply.NotAccepted>(await RunAsync(Fine));
        Assert.Equal(20, _made);
    }

    [Theory]
    [MemberData(nameof(AnswersOfAJuspayThatWorks), DisableDiscoveryEnumeration = true)]
    public async Task Circuit_JuspayWorks_StaysClosed(JuspayReply answer)
    {
        await RunAsync(answer, 50);

        Assert.Equal(Fine, await RunAsync(Fine));
    }

    [Fact]
    public async Task Circuit_FailuresFarApart_StaysClosed()
    {
        await RunAsync(Down, 19);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await RunAsync(Down, 19);

        Assert.Equal(Fine, await RunAsync(Fine));
    }

    [Fact]
    public async Task Circuit_TenSecondsLaterAndWorking_Closes()
    {
        await RunAsync(Down, 20);
        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.IsType<JuspayReply.NotAccepted>(await RunAsync(Fine));
        _clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(Fine, await RunAsync(Fine));
        Assert.Equal(Fine, await RunAsync(Fine));
    }

    [Fact]
    public async Task Circuit_TenSecondsLaterAndDown_OpensAgainAfterOneCall()
    {
        await RunAsync(Down, 20);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Down, await RunAsync(Down));
        Assert.Equal(
            new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromSeconds(10)), await RunAsync(Fine));
        Assert.Equal(21, _made);
    }

    private async Task<JuspayReply> RunAsync(JuspayReply reply, int times = 1)
    {
        var last = reply;
        for (var time = 0; time < times; time++)
        {
            last = await _gate.RunAsync(
                _ =>
                {
                    _made++;
                    return Task.FromResult(reply);
                },
                TestContext.Current.CancellationToken);
        }

        return last;
    }
}
