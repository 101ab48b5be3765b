using System.IO.Compression;
using System.Text;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Juspay;

/// <summary>Creates answers: Juspay's own, and those of strangers.</summary>
internal static class Answers
{
    private static readonly (int, string)[] Refusals =
        [(400, "bad_request"), (404, "not_found"), (422, "invalid_param")];

    private static readonly (int, string)[] PutOffs =
        [(401, "access_denied"), (403, "forbidden"), (429, "too_many_requests")];

    private static readonly int[] StrangersStatuses = [400, 401, 403, 404, 422, 429];

    private static readonly (string MediaType, string Body)[] StrangersBodies =
    [
        ("text/html", "<html><head><title>blocked</title></head><body>nginx</body></html>"),
        ("text/plain", "default backend - 404"),
        ("text/plain", ""),
        ("application/json", "{}"),
        ("application/json", "{\"message\":\"Forbidden\"}"),
        ("application/json", """{"status":429,"error_code":1015,"error_name":"rate_limited"}"""),
        ("application/json", """{"timestamp":"2026-11-29T05:00:00Z","status":403,"error":"Forbidden","path":"/"}"""),
        ("application/json", "{\"status\":\"error\"}"),
    ];

    private static readonly string[] GarbageBodies =
    [
        "", "null", "[]", "\u0000\u0001", "<html><body>502 Bad Gateway</body></html>", """{"status":"error"}""",
        """{"validation_status":""", """{"validation_status":"DONE"}""",
    ];

    /// <summary>Juspay shows an account.</summary>
    public static Answer Of(Account account, Shown shown, bool isPacked)
    {
        var body = Body(account, account.Id, shown);
        return new()
        {
            By = Who.Juspay,
            Status = 200,
            Body = isPacked ? Packed(body) : body,
            IsPacked = isPacked,
            Shown = shown,
        };
    }

    /// <summary>The answer names another account.</summary>
    public static Answer OfAnother(Account account, Shown shown) =>
        new() { By = Who.Juspay, Status = 200, Body = Body(account, account.Id + "0", shown) };

    /// <summary>An answer that breaks off after its beginning.</summary>
    public static Answer Begun(Answer whole, int length, BodyEnd end) =>
        whole with { Body = whole.Body[..length], End = end };

    /// <summary>Juspay itself refuses the request.</summary>
    public static Answer Refusal(Random chance) => Error(chance.Pick(Refusals), null);

    /// <summary>Juspay itself refuses a penny drop because another penny drop is under way.</summary>
    public static Answer InProgress() => Error((400, "validation_in_progress"), null);

    /// <summary>Juspay itself refuses the call for now.</summary>
    public static Answer PutOff(Random chance, TimeSpan? retryAfter) => Error(chance.Pick(PutOffs), retryAfter);

    /// <summary>Juspay itself throttles.</summary>
    public static Answer Throttled(TimeSpan? retryAfter) => Error(PutOffs[^1], retryAfter);

    /// <summary>Juspay itself refuses our key.</summary>
    public static Answer KeyRefused() => Error(PutOffs[0], null);

    /// <summary>A stranger's answer with a status that Juspay also uses.</summary>
    public static Answer OfAStranger(Random chance, TimeSpan? retryAfter)
    {
        var (mediaType, body) = chance.Pick(StrangersBodies);
        var answer = Stranger(chance.Pick(StrangersStatuses), retryAfter);
        return answer with { MediaType = mediaType, Body = Encoding.UTF8.GetBytes(body) };
    }

    /// <summary>A gateway answers, without a body.</summary>
    public static Answer Stranger(int status, TimeSpan? retryAfter) =>
        new() { By = Who.Stranger, Status = status, MediaType = "text/plain", RetryAfter = retryAfter };

    /// <summary>A 200 without a readable account.</summary>
    public static Answer Garbage(Random chance) =>
        new() { By = Who.Stranger, Status = 200, Body = Encoding.UTF8.GetBytes(chance.Pick(GarbageBodies)) };

    private static Answer Error((int Status, string Code) error, TimeSpan? retryAfter) => new()
    {
        By = Who.Juspay,
        Status = error.Status,
        RetryAfter = retryAfter,
        Body = Encoding.UTF8.GetBytes(
            $$"""{"status":"error","error_code":"{{error.Code}}","error_info":{"user_message":"No.","code":"NO"} }"""),
    };

    private static byte[] Body(Account account, string id, Shown shown)
    {
        var status = shown.Status.ToString().ToUpperInvariant();
        var date = shown.Date is { } text ? $"\"{text}\"" : "null";
        byte[] name = account.Name is null ? [] : [.. ",\"beneficiary_name\":"u8, .. account.Name];
        return
        [
            .. Encoding.UTF8.GetBytes($$"""{"customer_id":"{{account.CustomerId}}","id":"{{id}}","""),
            .. "\"account_details\":{\"vpa\":\"4225246777@yesg\""u8,
            .. name,
            .. Encoding.UTF8.GetBytes($$"""},"validation_status":"{{status}}","last_validated":{{date}}}"""),
        ];
    }

    private static byte[] Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }
}
