using System.Text;
using AccountValidation.Service.Api;
using AccountValidation.Service.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccountValidation.Fuzz.Targets;

/// <summary>
/// The headers that are read: <c>Idempotency-Key</c>, <c>Prefer</c>, and the credentials of a notification. A line a
/// header.
/// </summary>
public sealed class HeadersTarget : FuzzTarget
{
    private const string Credentials = "anVzcGF5OnNlY3JldA=="; // juspay:secret
    private const string CredentialsButForIdleBits = "anVzcGF5OnNlY3Jld";
    private const int MostHeaders = 100; // as the server has it
    private const int MaxLength = 32 * 1024;

    private static readonly NotificationCredentials Notifications = new(Fixed.Settings.Juspay);

    /// <inheritdoc/>
    public override string Name => "headers";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; } =
    [
        "Idempotency-Key: ",
        "Prefer: ",
        "Authorization: ",
        "\n",
        "wait=",
        "wait=10",
        "WAIT = 5",
        "wait=\"7\"",
        "wait=99999999999999999999",
        "wait=-1",
        "respond-async, ",
        ";foo=bar",
        ",",
        ";",
        "=",
        "\"",
        "Basic ",
        "basic ",
        "Bearer ",
        Credentials,
        "anVzcGF5OnNlY3JldA",
        "OnNlY3JldA==",
        "anVzcGF5Og==",
        ":",
        "=",
        " ",
        "\t",
        "\0",
        "\u007F",
        "\u00A0",
        "\u00FF",
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlyMemory<byte> input)
    {
        var context = new DefaultHttpContext();
        foreach (
            var line in Encoding
                .Latin1.GetString(input.Length > MaxLength ? input.Span[..MaxLength] : input.Span)
                .Split('\n')
                .Take(MostHeaders))
        {
            if (line.Split(':', 2) is [{ Length: > 0 } name, var value])
            {
                context.Request.Headers[name] = StringValues.Concat(
                    context.Request.Headers[name], value.Trim(' ', '\t'));
            }
        }

        CheckKey(context.Request.Headers, input.Length);
        CheckWait(RequestHeaders.ReadWait(context.Request.Headers));
        CheckCredentials(context.Request);
    }

    private static void CheckKey(IHeaderDictionary headers, int length)
    {
        var errors = new FieldErrors();
        var key = RequestHeaders.ReadIdempotencyKey(headers, errors);
        Faults.CheckTexts(errors, length);
        Must.Hold(key is null || errors.IsEmpty, "there is a key or a fault");
        Must.Hold(
            key is not null || !errors.IsEmpty || !headers.ContainsKey("Idempotency-Key"),
            "a key that was sent is read or refused");
        Must.Hold(
            key is null || (key.Length is >= 1 and <= 255 && key.All(character => character is >= ' ' and <= '~')),
            "a key is 1 to 255 printable ASCII characters");
    }

    private static void CheckWait(TimeSpan? wait) =>
        Must.Hold(
            wait is null
                || (
                    wait >= TimeSpan.Zero
                    && wait <= TimeSpan.FromSeconds(30)
                    && wait.Value.Ticks % TimeSpan.TicksPerSecond == 0),
            "a wait is whole seconds, 30 at most");

    private static void CheckCredentials(HttpRequest request)
    {
        var header = string.Concat(
            request.Headers.Authorization.ToString().Where(character => character is not (' ' or '\t')));
        var isRight =
            header.StartsWith("Basic", StringComparison.OrdinalIgnoreCase)
            && header.Length == "Basic".Length + Credentials.Length
            && header["Basic".Length..].StartsWith(CredentialsButForIdleBits, StringComparison.Ordinal);
        Must.Hold(!Notifications.Admit(request) || isRight, "nobody is admitted without user and password");
    }
}
