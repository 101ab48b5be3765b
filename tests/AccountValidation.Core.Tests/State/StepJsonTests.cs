using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>What becomes of steps, written into a history or a money journal and read again.</summary>
public sealed class StepJsonTests
{
    private static readonly JuspayReply[] AllReplies =
    [
        new JuspayReply.Answered(
            new(
                AccountStatus.Failure,
                Make.Start,
                new("42******77@yesg", "*****6789", "YESB0000001", "Yes Bank", "A. Person"))),
        new JuspayReply.Answered(new(AccountStatus.Created, LastValidated: null, AccountDetails.None)),
        new JuspayReply.Answered(new(AccountStatus.Active, null, AccountDetails.None, "2026-11-29 05:00:00 UTC")),
        new JuspayReply.Refused(404, "not_found"),
        new JuspayReply.KeyRefused(401, ErrorCode: null),
        new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromSeconds(10)),
        new JuspayReply.Unclear(ReplyCauses.TimeOut),
    ];

    private static readonly Outcome[] AllOutcomes =
    [
        .. AllReplies.Select(reply => new Outcome.Checked(Make.Start.AddTicks(1), reply)),
        .. AllReplies.Select(reply => new Outcome.PennyDropEnded(Make.Start, reply)),
        new Outcome.PennyDropEnded(IntentAt: null, AllReplies[^2]),
        new Outcome.PennyDropEnded(Make.Start, AllReplies[^1], new Baseline(AccountStatus.Failure, Make.Start)),
        .. AllReplies.Select(
            reply => new Outcome.PennyDropEnded(Make.Start, reply, Check: new(Make.Start, AllReplies[1]))),
        new Outcome.PennyDropEnded(null, AllReplies[^2], Check: new(Make.Start, AllReplies[0])),
        new Outcome.IntentRecorded(3, Make.Start, new(Make.Start, AllReplies[0])),
        new Outcome.CallbackAttempted(2, new(null, "time_out")),
        new Outcome.CallbackAttempted(1, new(503, null, TimeSpan.FromMinutes(2))),
        new Outcome.DeadLettered(1, Sent: true),
        new Outcome.Overtaken(),
    ];

    [Fact]
    public void Samples_AllArms_AreThere()
    {
        Assert.Equal(
            Arms.Of<JuspayReply>(),
            AllReplies.Select(reply => reply.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Arms.Of<Outcome>(),
            AllOutcomes.Select(outcome => outcome.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(Outcome))]
    [InlineData(typeof(JuspayReply))]
    public void Hierarchy_AllArms_HaveANameInTheStoredForm(Type hierarchy) =>
        Assert.Equal(
            hierarchy
                .GetNestedTypes()
                .Where(type => type.IsSubclassOf(hierarchy))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            Attribute
                .GetCustomAttributes(hierarchy, typeof(JsonDerivedTypeAttribute))
                .Cast<JsonDerivedTypeAttribute>()
                .Select(attribute => attribute.DerivedType.Name)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Outcomes_WrittenAndRead_AreTheSame() =>
        Assert.All(AllOutcomes, outcome =>
            Assert.Equal(outcome, StepJson.DeserializeOutcome(StepJson.Serialize(outcome))));

    [Fact]
    public void Replies_WrittenAndRead_AreTheSame() =>
        Assert.All(AllReplies, reply => Assert.Equal(reply, StepJson.DeserializeReply(StepJson.Serialize(reply))));

    [Fact]
    public void Baselines_WrittenAndRead_AreTheSame() => Assert.All(
        Enum.GetValues<AccountStatus>().SelectMany(
            status => new Baseline[] { new(status, Make.Start), new(status, null), new(status, null, "yesterday") }),
        baseline => Assert.Equal(baseline, StepJson.DeserializeBaseline(StepJson.Serialize(baseline))));

    [Fact]
    public void Steps_ThatEnginesExecute_AreWrittenAndRead() =>
        Assert.Equal(
            [
                """{"kind":"check"}""", """{"kind":"dropPenny","attempt":2}""",
                """{"kind":"deliverCallback","round":3}""", """{"kind":"deadLetterCallback","round":1}""",
            ],
            new Step[]
            {
                new Step.Check(), new Step.DropPenny(2), new Step.DeliverCallback(3), new Step.DeadLetterCallback(1),
            }.Select(step => (step, text: StepJson.Serialize(step)))
                .Select(pair => StepJson.DeserializeStep(pair.text) == pair.step ? pair.text : "another step"));

    [Fact]
    public void Step_ThatNoEngineExecutes_IsNotWritten() =>
        Assert.Throws<NotSupportedException>(() => StepJson.Serialize(new Step.Hold()));

    // Histories and journals outlive versions: what was written once has to be read for ever.
    [Fact]
    public void Texts_ThatWereWrittenOnce_AreStillRead()
    {
        const string Reply =
            """{"kind":"answered","account":{"status":"Pending","lastValidated":"""
            + "\"2026-11-22T10:00:00+00:00\""
            + ""","details":{}}}""";
        Assert.Equal(
            new Outcome.PennyDropEnded(
                Make.Start,
                new JuspayReply.Answered(new(AccountStatus.Pending, Make.Start, AccountDetails.None)),
                new Baseline(AccountStatus.Created, null)),
            StepJson.DeserializeOutcome(
                """{"kind":"validated","intentAt":"2026-11-22T10:00:00+00:00","baseline":{"status":"Created"}"""
                    + ""","reply":"""
                    + Reply
                    + "}"));
        Assert.Equal(
            new JuspayReply.Unclear("interrupted"),
            StepJson.DeserializeReply("""{"kind":"unclear","cause":"interrupted"}"""));
        Assert.Equal(
            new Outcome.CallbackAttempted(1, new(204)),
            StepJson.DeserializeOutcome("""{"kind":"callbackAttempted","round":1,"answer":{"httpStatus":204}}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"kind\":\"unheardOf\"}")]
    [InlineData("{\"kind\":\"looked\",\"reply\":null}")]
    public void Text_ThatIsNone_IsRefused(string text)
    {
        Assert.Throws<StateFormatException>(() => StepJson.DeserializeOutcome(text));
        Assert.Throws<StateFormatException>(() => StepJson.DeserializeReply(text));
        Assert.Throws<StateFormatException>(() => StepJson.DeserializeStep(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"status\":\"UnheardOf\"}")]
    public void Baseline_ThatIsNone_IsRefused(string text) =>
        Assert.Throws<StateFormatException>(() => StepJson.DeserializeBaseline(text));
}
