using System.Numerics;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;
using AccountValidation.Fuzz.Coverage;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Fuzz.Targets;

/// <summary>What Juspay answers: one reply, bounded, masked, that can be kept and lived with.</summary>
public sealed class JuspayTarget : FuzzTarget
{
    private const int LongestText = 256;
    private const int LongestDate = 64;
    private const int MostLived = 10_000;

    private static readonly Validation Checking = Fixed.Accepted();
    private static readonly Outcome.Checked Created =
        new(Fixed.Now, new JuspayReply.Answered(new(AccountStatus.Created, null, AccountDetails.None)));

    private static readonly Validation Paying =
        Lifecycle.Apply(Checking, new Outcome.IntentRecorded(1, Fixed.Now, Created), Fixed.Now);

    private static readonly string[] NoAnswer =
        [ReplyCauses.UnreadableAnswer, ReplyCauses.UnknownStatus, ReplyCauses.AnswerTooLarge, ReplyCauses.OtherAccount];

    private readonly HashSet<JuspayReply> _lived = [];

    /// <inheritdoc/>
    public override string Name => "juspay";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; } =
    [
        .. JsonTokens.All,
        "200\n",
        "400\n",
        "401\n",
        "404\n",
        "422\n",
        "429 120\n",
        "503 Sun, 22 Nov 2026 10:05:00 GMT\n",
        "429 2147483647\n",
        "429 99999999999999\n",
        "\"validation_status\":\"ACTIVE\"",
        "\"validation_status\":\"FAILURE\"",
        "\"CREATED\"",
        "\"PENDING\"",
        "\"ACTIVE\"",
        "\"FAILURE\"",
        "\"last_validated\":",
        "\"2023-06-06T13:29:53Z\"",
        "\"0001-01-01\"",
        "\"9999-12-31T23:59:59.9999999Z\"",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"2026-11-29 05:00:00 UTC\"",
        "\"Sun, 29 Nov 2026 05:00:00 GMT\"",
        "\"01/02/2026\"",
        "1796014800",
        "+0530",
        " UTC",
        "20261129T",
        "\"account_details\":{",
        "\"vpa\":",
        "\"4225246777@yesg\"",
        "\"yesg@4225246777\"",
        "@",
        "\"account_number\":",
        "123456789012",
        "\"012345678901\"",
        "\"ifsc\":",
        "\"bank_name\":",
        "\"beneficiary_name\":",
        "\"error_code\":",
        "\"error_info\":{",
        "\"code\":",
        "\"access_denied\"",
        "\"error\":true",
        "\"status\":\"error\"",
        "\"status\":403",
        "\"id\":",
        "\"banh_1\"",
        "\"BANH_1\"",
        "\"somebody_else\"",
        "\u00EF\u00BB\u00BF", // the preamble of UTF-8, in Latin-1
        "\\ud83d", "\\'", "\\u12", "\u00F0\u009F", "/* ", "*/", ",}", "12345\u00FC67890",
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlyMemory<byte> input)
    {
        var answer = JuspayInput.Of(input);
        using var response = new HttpResponseMessage();
        if (answer.RetryAfter is { } text)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", text);
        }

        var wait = RetryAfter.Read(response.Headers, Fixed.WallClock);
        Must.Hold(wait is null || wait > TimeSpan.Zero, "a time to wait is longer than none");
        var account = Checking.Request.CustomerAccountId;
        var reply = ReplyReader.Read(account, answer.Status, Bounded(answer.Body), ReplyCauses.ConnectionBroken, wait);
        CheckKind(answer.Status, reply);
        CheckTexts(reply);
        var plain = PlainAccounts.In(answer.Body);
        CheckKept(reply);
        reply = WithoutUnreadDate(reply);
        CheckMasked(reply, plain);
        if (reply is not JuspayReply.Answered && !_lived.Add(reply))
        {
            return; // most inputs are refused in one of a few ways
        }

        if (_lived.Count > MostLived)
        {
            _lived.Clear();
        }

        CheckLife(Lifecycle.Apply(Checking, new Outcome.Checked(Fixed.Now, reply), Fixed.Now), plain);
        CheckLife(Lifecycle.Apply(Paying, new Outcome.PennyDropEnded(Fixed.Now, reply), Fixed.Now), plain);
    }

    private static BoundedBody Bounded(ReadOnlyMemory<byte> body) => body.Length > ReplyReader.MaxBodyLength
        ? new(body[..ReplyReader.MaxBodyLength], IsWhole: false)
        : new(body, IsWhole: true);

    private static void CheckKind(int status, JuspayReply reply) => Must.Hold(
        (status, reply) switch
        {
            (200, JuspayReply.Answered) => true,
            (200, JuspayReply.Unclear { Cause: var cause }) => NoAnswer.Contains(cause),
            (400 or 404 or 422, JuspayReply.Refused refused) => refused.HttpStatus == status,
            (401 or 403, JuspayReply.KeyRefused refused) => refused.HttpStatus == status,
            (429, JuspayReply.NotAccepted { Cause: var cause }) => cause == ReplyCauses.Http(status),
            (400 or 401 or 403 or 404 or 422 or 429, JuspayReply.Unclear { Cause: var cause }) =>
                cause == ReplyCauses.NotJuspays(status),
            (not 200, JuspayReply.Unclear { Cause: var cause }) => cause == ReplyCauses.Http(status),
            _ => false,
        },
        "the reply is the one of its status");

    private static void CheckTexts(JuspayReply reply)
    {
        var code = reply switch
        {
            JuspayReply.Refused refused => refused.ErrorCode,
            JuspayReply.KeyRefused refused => refused.ErrorCode,
            _ => null,
        };
        Must.Hold(
            code is null || (code.Length is > 0 and <= 64 && code.All(character => character is > ' ' and < (char)127)),
            "an error code is a short word");
        if (reply is JuspayReply.Answered { Account: var account })
        {
            var (date, details) = (account.UnreadDate, account.Details);
            Must.Hold(date is null or { Length: > 0 and <= LongestDate }, "a date that was not read is a short text");
            Must.Hold(date is null || account.LastValidated is null, "a date was read or was not");
            string?[] texts =
            [
                details.MaskedVpa,
                details.MaskedAccountNumber,
                details.Ifsc,
                details.BankName,
                details.BeneficiaryName,
            ];
            Must.Hold(
                texts.All(text => text is null or { Length: > 0 and <= LongestText }),
                "texts of an account are short");
            Feedback.Note(About.Texts, texts.Aggregate(0, (mask, text) => (mask << 1) | (text is null ? 0 : 1)));
            for (var field = 0; field < texts.Length; field++)
            {
                Feedback.Note(About.Length, (field << 8) | BitOperations.Log2((uint)(texts[field]?.Length ?? 0)));
                Feedback.Note(About.Digits, (field << 8) | Math.Min(12, texts[field]?.Count(char.IsAsciiDigit) ?? 0));
            }
        }
    }

    private static void CheckKept(JuspayReply reply)
    {
        var kept = StepJson.Serialize(reply);
        Must.Hold(StepJson.DeserializeReply(kept) == reply, "a reply that was kept is the same again");
    }

    // Such a date is no account's field, and may have the digits of one by chance.
    private static JuspayReply WithoutUnreadDate(JuspayReply reply) => reply is JuspayReply.Answered answered
        ? answered with { Account = answered.Account with { UnreadDate = null } }
        : reply;

    private static void CheckMasked(JuspayReply reply, PlainAccounts plain)
    {
        plain.MustNotBeIn(StepJson.Serialize(reply));
        plain.MustNotBeIn(reply.ToString());
    }

    private static void CheckLife(Validation validation, PlainAccounts plain)
    {
        _ = Lifecycle.Next(validation, Fixed.Now);
        var kept = StateJson.Serialize(validation);
        Must.Hold(
            StateJson.Serialize(StateJson.Deserialize(kept)) == kept,
            "a validation that was kept is the same again");
        plain.MustNotBeIn(kept);
        plain.MustNotBeIn(JsonSerializer.Serialize(Projection.Of(validation), ContractJson.Default.ValidationView));
        if (validation.Callback?.Body is { } body)
        {
            plain.MustNotBeIn(body);
        }
    }
}
