using System.Diagnostics;

namespace AccountValidation.JuspaySimulator;

/// <summary>All that the simulator remembers: the sum of its events. Not thread safe.</summary>
internal sealed class SimulatorState
{
    private readonly Dictionary<AccountKey, AccountFacts> _accounts = [];
    private readonly Dictionary<string, string> _routingIds = [];
    private readonly List<AccountEvent.Dropped> _drops = [];

    public Outage Outage { get; private set; }

    public AccountFacts this[AccountKey key] =>
        _accounts.TryGetValue(key, out var facts) ? facts : new(ScriptParser.FromAccountId(key.CustomerAccountId));

    public string? RoutingIdOf(string customerId) => _routingIds.GetValueOrDefault(customerId);

    /// <summary>The drops of a customer, of an account, or (both null) all of them, oldest first.</summary>
    public IReadOnlyList<AccountEvent.Dropped> Drops(string? customerId, string? accountId) =>
    [
        .. _drops.Where(drop =>
            (customerId is null || drop.CustomerId == customerId)
            && (accountId is null || drop.CustomerAccountId == accountId)),
    ];

    public void Apply(LedgerEvent happened)
    {
        switch (happened)
        {
            case AccountEvent account:
                var key = new AccountKey(account.CustomerId, account.CustomerAccountId);
                _accounts[key] = AccountEvolution.Apply(this[key], account);
                if (account is AccountEvent.Dropped drop)
                {
                    _drops.Add(drop);
                }

                break;
            case RoutingIdSeen seen:
                _routingIds[seen.CustomerId] = seen.RoutingId;
                break;
            case OutageSet outage:
                Outage = outage.Kind;
                break;
            default:
                throw new UnreachableException();
        }
    }
}
