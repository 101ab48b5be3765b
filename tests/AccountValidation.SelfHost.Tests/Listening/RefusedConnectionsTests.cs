using AccountValidation.SelfHost.Listening;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.SelfHost.Tests.Listening;

public sealed class RefusedConnectionsTests
{
    [Fact]
    public void Refused_ManyInAMinute_AreOneLine()
    {
        var (clock, logger) = (new FakeTimeProvider(), new FakeLogger<RefusedConnections>());
        clock.Advance(TimeSpan.FromSeconds(1));
        using var refused = new RefusedConnections(new(10, 8, 1024), clock, logger);

        for (var connection = 0; connection < 1000; connection++)
        {
            refused.Count(1);
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        refused.Count(1);

        Assert.Collection(
            logger.Lines,
            line =>
                Assert.StartsWith(
                    "Connections are refused, 1 since this was said last: all 10 are taken",
                    line,
                    StringComparison.Ordinal),
            line => Assert.StartsWith("Connections are refused, 1000 since", line, StringComparison.Ordinal));
    }
}
