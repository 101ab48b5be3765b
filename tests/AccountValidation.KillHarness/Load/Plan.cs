using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Load;

/// <summary>The accounts and receivers that the seed chooses.</summary>
/// <param name="chance">The seed's source of chance.</param>
internal sealed class Plan(Random chance)
{
    private const int Customers = 40;

    // Each name is a script of the simulator. The first scripts are the most frequent.
    private static readonly string[] Common =
    [
        "active",
        "pending-1s-active",
        "pending-500ms-failure",
        "slow-300ms",
        "slow-1s-pending-1s-active",
        "failure",
    ];

    private static readonly string[] Rare =
    [
        "slow-2s",
        "slow-3s",
        "slow-1s-failure",
        "pending-3s-active",
        "pending-forever",
        "timeout-after",
        "timeout-before-1",
        "timeout-after-1s",
        "error-after",
        "error-after-2s",
        "error-before-1",
        "error-before-2",
        "reset",
        "reset-after",
        "garbage",
        "garbage-html",
        "garbage-empty",
        "garbage-truncated",
        "garbage-wrong-type",
        "garbage-unknown-status",
        "garbage-redirect",
        "garbage-get",
        "stale-2s-active",
        "stale-2s-failure",
        "unknown",
        "bad-request",
        "key-refused-3s",
        "throttled-2",
        "throttled-get-2",
        "was-active",
        "was-failure",
        "was-pending",
        "was-active-undated",
    ];

    private static readonly ReceiverKind[] Receivers =
    [
        ReceiverKind.Accepting,
        ReceiverKind.Accepting,
        ReceiverKind.Accepting,
        ReceiverKind.Accepting,
        ReceiverKind.Flaky,
        ReceiverKind.Flaky,
        ReceiverKind.Flaky,
        ReceiverKind.Hanging,
        ReceiverKind.Gone,
        ReceiverKind.Refusing,
    ];

    private readonly Lock _lock = new();
    private int _accounts;
    private int _keys;

    /// <summary>Returns the first start of a new account.</summary>
    public StartIntent Next()
    {
        lock (_lock)
        {
            var scripts = chance.Next(2) == 0 ? Common : Rare;
            var account = $"{scripts[chance.Next(scripts.Length)]}.{++_accounts}";
            return New($"cst_{chance.Next(Customers)}", account, isFirst: true);
        }
    }

    /// <summary>
    /// Returns a further start of an account, with a key of its own. The service refuses it while the account is
    /// locked, and accepts it later.
    /// </summary>
    public StartIntent Again(StartIntent earlier)
    {
        lock (_lock)
        {
            return New(earlier.CustomerId, earlier.AccountId, isFirst: false);
        }
    }

    private StartIntent New(string customerId, string accountId, bool isFirst) =>
        new($"key-{++_keys}", customerId, accountId, Receivers[chance.Next(Receivers.Length)], isFirst);
}
