using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Queues;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>What a callback that was given up carries, and that it fits into a message.</summary>
public sealed class DeadLetterTests
{
    private const string Url = "https://onboarding.example/hooks";
    private const int LargestMessage = 64 * 1024;

    [Fact]
    public void Of_GivenUp_CarriesAllThatIsNeededToRedeliver()
    {
        var validation = GivenUp(Samples.Settled(Samples.Settings(new("http://127.0.0.1/")), Url), new(500, null));

        var letter = JsonNode.Parse(DeadLetter.Of(validation, Samples.Now.AddDays(4)).ToJson())!;

        Assert.Equal(
            [
                "validationId",
                "webhookId",
                "type",
                "url",
                "body",
                "attempts",
                "lastResponse",
                "lastError",
                "settledAt",
                "deadLetteredAt",
            ],
            letter.AsObject().Select(field => field.Key));
        Assert.Equal(
            (validation.Id, validation.Callback!.MessageId),
            ((string?)letter["validationId"], (string?)letter["webhookId"]));
        Assert.Equal(("validation.active", Url), ((string?)letter["type"], (string?)letter["url"]));
        Assert.Equal(validation.Callback.Body, (string?)letter["body"]);
        Assert.Equal(
            (10, 500, null), ((int)letter["attempts"]!, (int?)letter["lastResponse"], (string?)letter["lastError"]));
        Assert.Equal(
            ("2026-11-22T10:00:00Z", "2026-11-26T10:00:00Z"),
            ((string?)letter["settledAt"], (string?)letter["deadLetteredAt"]));
    }

    [Fact]
    public void Of_NoAnswer_CarriesWhy()
    {
        var validation = GivenUp(
            Samples.Settled(Samples.Settings(new("http://127.0.0.1/")), Url), new(null, ReceiverErrors.TimeOut));

        var letter = JsonNode.Parse(DeadLetter.Of(validation, Samples.Now).ToJson())!;

        Assert.Equal((null, ReceiverErrors.TimeOut), ((int?)letter["lastResponse"], (string?)letter["lastError"]));
    }

    [Fact]
    public void Of_NotSettled_IsAMistake()
    {
        var pending = Samples.DueToPay(Samples.Settings(new("http://127.0.0.1/")), Url);

        Assert.Throws<InvalidOperationException>(() => DeadLetter.Of(pending, Samples.Now));
    }

    [Theory]
    [InlineData('v')]
    [InlineData('\u00fc')]
    [InlineData('\u4f60')]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData('\u0001')]
    public void ToJson_LargestRequest_FitsIntoAMessage(char character)
    {
        var request = LargestRequest(character);
        var settings = Samples.Settings(new("http://127.0.0.1/"));
        var accepted = Lifecycle.Accept(
            "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C",
            Samples.Request(request.CustomerId, request.CustomerAccountId, request.Gateway) with
            {
                CallbackUrl = request.CallbackUrl,
                Metadata = request.Metadata,
            },
            settings.ToTerms(request.Gateway),
            Samples.Now);
        var juspaysLongest = new string(character, 256);
        var seen = Lifecycle.Apply(
            accepted,
            new Outcome.Checked(
                Samples.Now, new JuspayReply.Answered(new(AccountStatus.Created, null, AccountDetails.None))),
            Samples.Now);
        var details = new AccountDetails(
            juspaysLongest, juspaysLongest, juspaysLongest, juspaysLongest, juspaysLongest);
        var settled = Lifecycle.Apply(
            seen,
            new Outcome.PennyDropEnded(
                Samples.Now, new JuspayReply.Answered(new(AccountStatus.Active, Samples.Now, details))),
            Samples.Now);

        var letter = DeadLetter.Of(GivenUp(settled, new(null, ReceiverErrors.AddressNotAllowed)), Samples.Now).ToJson();

        Assert.InRange(Convert.ToBase64String(letter).Length, MetadataReader.MaxBytes, LargestMessage);
        Assert.InRange(Encoding.UTF8.GetByteCount(settled.Callback!.Body!), MetadataReader.MaxBytes - 100, 24 * 1024);
    }

    // As much of the character as the bound on metadata allows, and every other field at its longest.
    private static StartRequest LargestRequest(char character)
    {
        var id = new string('i', Ids.MaxLength);
        StartRequest? largest = null;
        for (var length = 1; length <= 512; length++)
        {
            var value = new string(character, length);
            var body = new JsonObject
            {
                ["customerId"] = id,
                ["customerAccountId"] = id,
                ["gateway"] = id,
                ["callbackUrl"] = "https://a.example/".PadRight(2048, 'u'),
                ["metadata"] = new JsonObject(
                    Enumerable
                        .Range(0, 20)
                        .Select(number =>
                            KeyValuePair.Create<string, JsonNode?>($"{number:D2}".PadRight(64, 'n'), value))),
            };
            if (Parsing.Start(body.ToJsonString()).Request is not { } request)
            {
                break;
            }

            largest = request;
        }

        return largest!;
    }

    private static Validation GivenUp(Validation settled, ReceiverAnswer answer)
    {
        while (settled.Callback!.Status == CallbackStatus.Pending)
        {
            settled = Lifecycle.Apply(
                settled, new Outcome.CallbackAttempted(settled.Callback.Round, answer), Samples.Now);
        }

        return settled;
    }
}
