using System.Text;
using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Timelines;
using AccountValidation.Functions.Tests.Support;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>Operators see an instance's input, history and status: nothing confidential is in any of them.</summary>
public sealed class DisclosureTests
{
    private const int MostBytesOfAStatus = 16 * 1024;

    [Fact]
    public void CustomStatus_IsThePublicFieldsAndNothingElse()
    {
        var status = Orchestration.Of(Make.Waiting(), until: Make.Start.AddSeconds(5)).Begin().Turn.Statuses.Single();
        Assert.Equal(
            [
                "status", "reasonCode", "nextCheckAt", "waitingFor", "deadlineAt", "checks", "validateAttempts",
                "callback",
            ],
            status.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["cause", "since", "nextStepAt", "rule"],
            status.GetProperty("waitingFor").EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["status", "attempts", "nextAttemptAt"],
            status.GetProperty("callback").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void CustomStatus_FollowsEveryStep()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin();
        orchestration
            .Answer(Reports.Checked(AccountStatus.Created))
            .Answer(Reports.Dropped(AccountStatus.Active, Make.Start));
        Assert.Equal(
            ["PENDING", "ACTIVE"],
            orchestration.Statuses.Select(status => status.GetProperty("status").GetString()).Distinct());
        Assert.Equal(
            [0, 1, 2], orchestration.Statuses.Select(status => status.GetProperty("checks").GetInt32()).Distinct());
    }

    [Fact]
    public void CustomStatus_OfTheLargestValidation_IsFarBelowWhatIsAllowed()
    {
        var status = Orchestration.Of(Largest(), isRecorded: true).Begin().Turn.Statuses.Single().GetRawText();
        Assert.InRange(Encoding.Unicode.GetByteCount(status), 1, MostBytesOfAStatus / 8);
    }

    [Fact]
    public void WholeLife_TellsNothingConfidential()
    {
        var checks = new Queue<AccountStatus>([AccountStatus.Created, AccountStatus.Pending, AccountStatus.Active]);
        var answers = new Queue<int>([503, 204]);
        var outside = new Outside(Make.Accepted())
        {
            Check = at => Make.Answer(checks.Dequeue(), at),
            Drop = at => Make.Answer(AccountStatus.Pending, at),
            Receive = () => new(answers.Dequeue()),
        };
        var told = new List<string>();
        var orchestration = Orchestration.Of(outside.Row).Begin();
        while (true)
        {
            while (!orchestration.Turn.HasEnded)
            {
                if (orchestration.Turn.Timers.Any(timer => timer.IsOpen))
                {
                    orchestration.FireTimer();
                    continue;
                }

                var report = outside.Perform(orchestration.Turn.Activity, orchestration.Now);
                told.Add(JsonSerializer.Serialize(report));
                orchestration.Answer(report);
            }

            told.AddRange(orchestration.Activities.Select(activity => activity.Input.GetRawText()));
            told.AddRange(orchestration.Inputs.Concat(orchestration.Statuses).Select(status => status.GetRawText()));
            if (orchestration.Turn.Continued is not { } continued)
            {
                break;
            }

            told.Add(continued.Input.GetRawText());
            orchestration.Begin();
        }

        told.Add(orchestration.Turn.Output!.Value.GetRawText());
        told.AddRange(orchestration.Log.Lines.Select(line => line.Text));
        Assert.Equal(CallbackStatus.Delivered, outside.Row.Callback!.Status);
        Assert.True(told.Count > 15);
        Assert.All(told, text =>
            Assert.DoesNotContain(Make.Seeds, seed => text.Contains(seed, StringComparison.Ordinal)));

        // What is searched for is really there: the row has it all.
        var row = Core.Json.StateJson.Serialize(outside.Row);
        Assert.All(Make.Seeds, seed => Assert.Contains(seed, row, StringComparison.Ordinal));
    }

    [Fact]
    public void FirstInput_TellsNothingConfidential() =>
        Assert.All(new[] { Make.Accepted(), Make.Waiting(), Make.Settled(), Largest() }, validation =>
            Assert.DoesNotContain(
                Make.Seeds, Turn.Of(Make.Id, validation, isRecorded: false, Make.Start).ToJson().GetRawText().Contains)
        );

    // What the durability of a wait costs: Azure Storage puts more than 45 KB of a message into a blob.
    [Fact]
    public void Input_OfTheLargestValidation_FitsIntoAMessage() =>
        Assert.InRange(
            Encoding.Unicode.GetByteCount(
                Turn.Of(Make.Id, Largest(), isRecorded: true, Make.Start).ToJson().GetRawText()),
            1,
            45 * 1024);

    private static Validation Largest()
    {
        var id = new string('x', 128);
        var longest = Timeline.Empty;
        for (var entry = 0; entry < 200; entry++)
        {
            longest = longest.Add(Make.Start.AddTicks(entry + 1), $"event-{entry}", new string('d', 40));
        }

        var pairs = Enumerable
            .Range(0, 20)
            .ToDictionary(
                pair => $"seedKey{pair}{new string('k', 40)}",
                _ => "seedValue" + new string('v', 500),
                StringComparer.Ordinal);
        var request = Make.Request with
        {
            CustomerId = id,
            CustomerAccountId = id,
            RoutingId = id,
            Gateway = id,
            Metadata = pairs,
        };
        var accepted = Lifecycle.Accept(Make.Id, request, Make.Terms, Make.Start);
        var expired = new Stage.Settled(
            ValidationStatus.Expired,
            Make.Start,
            new(ReasonCodes.AccountFailed, new string('m', 300), new string('c', 128)),
            Reused: false);
        return Lifecycle.Apply(Make.Settled(), new Outcome.CallbackAttempted(1, new(503)), Make.Start) with
        {
            Request = accepted.Request,
            Stage = expired,
            Checks = int.MaxValue,
            ValidateAttempts = int.MaxValue,
            Timeline = longest,
        };
    }
}
