using System.Text;

namespace AccountValidation.SelfHost.Tests.Access;

/// <summary>Credentials that open no route, as header lines and a query.</summary>
internal sealed record BadCredentials(string Name, IReadOnlyList<string> Headers, string Query = "")
{
    public const string CallersKey = "key-of-a-caller-aZ3";
    public const string OperatorsKey = "key-of-an-operator-aZ3";
    public const string NonAsciiKey = "schlüssel-für-ämter";
    public const string NotificationUser = "juspay-user";
    public const string NotificationPassword = "password-of-juspay-aZ3";

    private const string Header = "x-functions-key";

    /// <summary>The credentials that must not open any guarded route.</summary>
    public static IReadOnlyList<BadCredentials> All { get; } =
    [
        new("none", []),
        .. Wrong("wrong", "a-key-that-nobody-knows"),
        .. Wrong("its beginning", OperatorsKey[..^1]),
        .. Wrong("more than it", OperatorsKey + "x"),
        .. Wrong("in capitals", OperatorsKey.ToUpperInvariant()),
        .. Wrong("empty", ""),
        .. Wrong("long", new string('k', 4000)),
        .. Wrong("the caller's name", "tests"),
        .. Wrong("the hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        .. Wrong("the password of notifications", NotificationPassword),
        .. Wrong("the setting", $"tests={OperatorsKey}"),
        new("non-ASCII in UTF-8", [$"{Header}: {Utf8("clé-inconnue-é")}"], "?code=cl%C3%A9"),
        new("broken UTF-8 in the query", [], "?code=%ff%fe%c0"),
        new("a NUL in the query", [], $"?code={OperatorsKey}%00"),
        new("a space in the query", [], $"?code=%20{OperatorsKey}"),
        new("header twice, both right", [$"{Header}: {OperatorsKey}", $"{Header}: {OperatorsKey}"]),
        new("header twice, one right", [$"{Header}: wrong-key-1", $"{Header}: {OperatorsKey}"]),
        new("two keys in one header", [$"{Header}: {OperatorsKey}, {CallersKey}"]),
        new("query twice, both right", [], $"?code={OperatorsKey}&code={OperatorsKey}"),
        new("query twice, one right", [], $"?code=wrong-key-1&code={OperatorsKey}"),
        new("wrong in the header, right in the query", [$"{Header}: wrong-key-1"], $"?code={OperatorsKey}"),
        new("empty in the header, right in the query", [$"{Header}: "], $"?code={OperatorsKey}"),
        new(
            "right in other places",
            [$"Authorization: Bearer {OperatorsKey}", $"Cookie: code={OperatorsKey}; {Header}={OperatorsKey}"],
            $"?key={OperatorsKey}&{Header}={OperatorsKey}"),
        new("right as Basic", [$"Authorization: Basic {Base64($"{OperatorsKey}:")}"]),
    ];

    /// <summary>The credentials of notifications, which open their own route only.</summary>
    public static BadCredentials OfNotifications { get; } =
        new("those of notifications", [Basic(NotificationUser, NotificationPassword)]);

    /// <summary>The key of a caller, which opens no route of operators.</summary>
    public static IReadOnlyList<BadCredentials> OfACaller { get; } = Wrong("a caller's", CallersKey);

    /// <summary>The key of an operator, which opens every guarded route except the route of notifications.</summary>
    public static IReadOnlyList<BadCredentials> OfAnOperator { get; } = Wrong("an operator's", OperatorsKey);

    /// <summary>The credentials that must not open the route of notifications.</summary>
    public static IReadOnlyList<BadCredentials> OfNoNotification { get; } =
    [
        new("a wrong password", [Basic(NotificationUser, "wrong-password")]),
        new("a wrong user", [Basic("wrong-user", NotificationPassword)]),
        new("changed places", [Basic(NotificationPassword, NotificationUser)]),
        new("no password", [Basic(NotificationUser, "")]),
        new("no colon", [$"Authorization: Basic {Base64(NotificationUser + NotificationPassword)}"]),
        new("not base64", [$"Authorization: Basic {NotificationUser}:{NotificationPassword}"]),
        new("another scheme", [$"Authorization: Bearer {Base64($"{NotificationUser}:{NotificationPassword}")}"]),
        new("no scheme", [$"Authorization: {Base64($"{NotificationUser}:{NotificationPassword}")}"]),
        new("twice", [Basic(NotificationUser, NotificationPassword), Basic(NotificationUser, NotificationPassword)]),
        new("long", [Basic(NotificationUser, new string('p', 4000))]),
        new("a key as the user", [Basic(OperatorsKey, "")]),
        new("non-ASCII", [$"Authorization: Basic {Base64("jüspay:pässwort")}"]),
        new("half an authorization", ["Authorization: Basic"]),
        new("an empty authorization", ["Authorization: "]),
    ];

    public override string ToString() => Name;

    private static BadCredentials[] Wrong(string name, string key) =>
        [new(name + ", header", [$"{Header}: {key}"]), new(name + ", query", [], "?code=" + Uri.EscapeDataString(key))];

    private static string Basic(string user, string password) => $"Authorization: Basic {Base64($"{user}:{password}")}";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
