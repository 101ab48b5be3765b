using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Tests;

public sealed class ScriptParserTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Parse_EveryKnownName_NamesItself()
    {
        foreach (var form in ScriptParser.KnownNames)
        {
            var name = form
                .Replace("<d>", "5s", StringComparison.Ordinal)
                .Replace("<n>", "2", StringComparison.Ordinal);
            Assert.Equal(name, ScriptParser.Parse(name)?.Name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Active")]
    [InlineData("banh_kGvx5TGUmkRVC2dH")]
    [InlineData("pending")]
    [InlineData("pending-active")]
    [InlineData("pending-5-active")]
    [InlineData("pending-5h-active")]
    [InlineData("pending-s-active")]
    [InlineData("pending-ms-active")]
    [InlineData("pending--5s-active")]
    [InlineData("pending-+5s-active")]
    [InlineData("pending-1.5s-active")]
    [InlineData("pending-99999999999s-active")]
    [InlineData("pending-2592001s-active")]
    [InlineData("pending-5s-perhaps")]
    [InlineData("pending-5s-active-twice")]
    [InlineData("pending-forever.alice")]
    [InlineData("throttled")]
    [InlineData("throttled-x")]
    [InlineData("throttled-get")]
    [InlineData("error-before")]
    [InlineData("timeout-before-1s")]
    [InlineData("slow")]
    [InlineData("slow-5s-slow-5s")]
    [InlineData("garbage-bytes")]
    [InlineData("stale-active")]
    [InlineData("was-failure-undated")]
    [InlineData("key-refused-soon")]
    public void Parse_UnknownName_IsNull(string name) => Assert.Null(ScriptParser.Parse(name));

    [Theory]
    [InlineData("pending-5s-active", 5_000)]
    [InlineData("pending-250ms-active", 250)]
    [InlineData("pending-0s-active", 0)]
    [InlineData("pending-2592000s-active", 2_592_000_000)]
    public void Parse_Duration_IsRead(string name, long milliseconds) =>
        Assert.Equal(
            new Script(name) { Course = Course.After(TimeSpan.FromMilliseconds(milliseconds), Verdict.Active) },
            ScriptParser.Parse(name));

    [Fact]
    public void Parse_SlowThenPending_HasBoth() => Assert.Equal(
        new Script("slow-2s-pending-3s-failure")
        {
            Wait = 2 * Second,
            Course = Course.After(3 * Second, Verdict.Failure),
        },
        ScriptParser.Parse("slow-2s-pending-3s-failure"));

    [Fact]
    public void Parse_Stale_HidesAndStartsFromAnOldFailure() => Assert.Equal(
        new Script("stale-4s-active")
        {
            Before = new Origin.Settled(Verdict.Failure),
            Course = new Course(4 * Second, Second, Verdict.Active),
        },
        ScriptParser.Parse("stale-4s-active"));

    [Fact]
    public void Parse_ThrottledGet_IsNotTakenForAThrottledPost() => Assert.Equal(
        Fault.Times(Calls.Check, Errors.TooManyRequests, 3),
        ScriptParser.Parse("throttled-get-3")?.Fault);

    [Theory]
    [InlineData("pending-5s-active", "pending-5s-active")]
    [InlineData("pending-5s-active.alice", "pending-5s-active")]
    [InlineData("pending-5s-active~vpa.7", "pending-5s-active")]
    [InlineData("failure.", "failure")]
    [InlineData("banh_kGvx5TGUmkRVC2dH", "active")]
    [InlineData("pending-5h-active", "active")]
    [InlineData(".failure", "active")]
    public void FromAccountId_Id_GivesItsScript(string id, string script) =>
        Assert.Equal(script, ScriptParser.FromAccountId(id).Name);
}
