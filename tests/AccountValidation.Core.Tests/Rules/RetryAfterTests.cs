using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary><c>Retry-After</c> lengthens a delay up to 24 hours and never shortens one.</summary>
public sealed class RetryAfterTests
{
    private const double Day = 86_400;

    public static TheoryData<double, double> Delays => new()
    {
        { 7, 7 },
        { 5, 5 },
        { 4, 5 },
        { 0, 5 },
        { -1, 5 },
        { Day, Day },
        { Day + 1, Day },
        { TimeSpan.MaxValue.TotalSeconds / 2, Day },
        { TimeSpan.MinValue.TotalSeconds / 2, 5 },
    };

    [Theory]
    [MemberData(nameof(Delays))]
    public void RetryAfter_OfAFailedFirstCheck_IsHonoured(double asked, double expected)
    {
        Assert.Equal(expected, new Story().Check(NotAccepted(asked)).WaitsUntil);
        Assert.Equal(expected, new Story().Check(Unclear(asked)).WaitsUntil);
    }

    [Theory]
    [MemberData(nameof(Delays))]
    public void RetryAfter_OfADropThatWasNotSent_IsHonoured(double asked, double expected)
    {
        var notSent = new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromSeconds(asked));
        Assert.Equal(expected, new Story().Pay(notSent).WaitsUntil);
    }

    [Theory]
    [MemberData(nameof(Delays))]
    public void RetryAfter_OfAFailedLaterCheck_IsHonoured(double asked, double expected)
    {
        var adopted = new Validation
        {
            Id = Make.Id,
            Request = Make.Request,
            Terms = Make.Terms,
            CreatedAt = Make.Start,
            DeadlineAt = Make.Start.AddHours(72),
            Stage = new Stage.Waiting(DropEvidence.Adopted, Baseline: null, Make.Start, Checks: 0),
        };
        Assert.Equal(expected, new Story(from: adopted).Check(NotAccepted(asked)).WaitsUntil);
    }

    [Theory]
    [InlineData(10, 60)]
    [InlineData(61, 61)]
    [InlineData(Day + 1, Day)]
    public void RetryAfter_OfAnUncertainDrop_DelaysTheFirstConfirmCheck(double asked, double expected) =>
        Assert.Equal(expected, new Story().Pay(Unclear(asked)).WaitsUntil);

    [Fact]
    public void RetryAfter_OfAConfirmCheck_IsHonoured() =>
        Assert.Equal(60 + 100, new Story().Pay(Replies.Unclear).WhenDue().Check(Unclear(100)).WaitsUntil);

    [Fact]
    public void RetryAfter_BeyondTheDeadline_EndsAtTheDeadline() =>
        Assert.Equal(60, new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Check(NotAccepted(Day)).WaitsUntil);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(3, 5)]
    [InlineData(Day + 1, Day)]
    public void RetryAfter_OfAReceiver_IsHonoured(double asked, double expected) =>
        AssertAbout(expected, new Story().Cancel().Deliver(503, retryAfter: TimeSpan.FromSeconds(asked)).WaitsUntil);

    private static void AssertAbout(double expected, double actual) => Assert.InRange(actual, expected, expected * 1.1);

    private static JuspayReply.NotAccepted NotAccepted(double asked) =>
        new(ReplyCauses.Http(429), TimeSpan.FromSeconds(asked));

    private static JuspayReply.Unclear Unclear(double asked) => new(ReplyCauses.Http(503), TimeSpan.FromSeconds(asked));
}
