namespace AccountValidation.Fuzz.Targets;

/// <summary>The pieces of a start request.</summary>
internal static class StartTokens
{
    /// <summary>Fields, and values that are almost right.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "\"customerId\":\"cst_1\",", "\"customerAccountId\":\"banh_1\",", "\"routingId\":", "\"gateway\":", "\"amount\":", "\"callbackUrl\":", "\"metadata\":{",
        "\"idempotencyKey\":", "\"customerId\"", "\"customerAccountId\"", "\".\"", "\"..\"", "\"cst/1\"", "\"cst%2f1\"", "\"cst\\u002f1\"", "\"1.50\"", "\"10.01\"", "\"+1\"",
        "\" 1\"", "\"1,0\"", "\"\\u0661\"", "0.01", "0.001", "\"https://onboarding.example/hooks\"", "https://", "http://", "HTTPS://", "localhost", "localhost.",
        "127.0.0.1", "0x7f.1", "0177.0.0.1", "2130706433", "[::1]", "[::ffff:10.0.0.1]", "[fe80::1%25eth0]", "[64:ff9b::10.0.0.1]", "10.0.0.1", "169.254.169.254",
        "user@", "user:x@", "#", "?", "..", "//", "\\\\", ":443", ":0", ":65536", ":", "%31", "%6c", "%2e", "%00", "%EF%BC%91", "%E3%80%82", "%EF%BF%BF", "%F0%9F%98%80", "%C3%BC",
        "xn--", "xn--bcher-kva", "xn--a", "xn--99zt52a", ".example", "\\u200b", "@", "file:///", "a-.b", "_",
    ];
}
