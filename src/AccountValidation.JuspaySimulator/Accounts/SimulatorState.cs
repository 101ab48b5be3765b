using System.Diagnostics;
using AccountValidation.JuspaySimulator.Ledger;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Accounts;

/// <summary>The sum of all events. Not thread safe.</summary>
internal sealed class SimulatorState
{
    private readonly Dictionary<AccountKey, AccountFacts> _accounts = [];
    private readonly Dictionary<string, string> _routingIds = [];
    private readonly List<AccountEvent.Dropped> _drops = [];

    public Outage Outage { get; private set; }

    public AccountFacts this[AccountKey account] =>
        _accounts.TryGetValue(account, out var facts)
            ? facts
            : new(ScriptParser.FromAccountId(account.CustomerAccountId));

    /// <summary>The first routing id of a customer.</summary>
    public string? RoutingIdOf(string customerId) => _routingIds.GetValueOrDefault(customerId);

    /// <summary>The drops, oldest first, of a customer and an account. Null selects all.</summary>
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
                _accounts[key] = this[key].Apply(account);
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
