using System.Diagnostics;
using AccountValidation.JuspaySimulator.Ledger;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Accounts;

/// <summary>A call to one of Juspay's routes, without its body.</summary>
internal sealed record JuspayCall(AccountKey Account, Calls Kind, bool KeyAccepted, string? RoutingId);

/// <summary>One account at one moment.</summary>
internal sealed record AccountView(AccountKey Key, AccountFacts Facts, CheckResult Result);

/// <summary>An answer, and the account, which proper and garbage answers show.</summary>
internal sealed record Reply(Answer Answer, AccountView Account);

/// <summary>The simulator without HTTP. Each event is on disk before a client gets the answer. Thread safe.</summary>
internal sealed class Simulator : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly LedgerFile? _ledger;
    private SimulatorState _state = new();

    /// <summary>Reads the ledger.</summary>
    /// <param name="ledgerPath">Null or empty: events stay in memory alone.</param>
    /// <param name="clock">Dates every event.</param>
    public Simulator(string? ledgerPath, TimeProvider clock)
    {
        _clock = clock;
        if (ledgerPath is { Length: > 0 })
        {
            _ledger = LedgerFile.Open(ledgerPath, out var remembered);
            foreach (var happened in remembered)
            {
                _state.Apply(happened);
            }
        }
    }

    /// <summary>Receives a call. Returns the answer of a refusal or fault; null: the call goes on.</summary>
    public Reply? Receive(JuspayCall call)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (Refusal(call, _state.Outage) is { } refusal)
            {
                return new(refusal, View(call.Account, now));
            }

            RememberCall(call, now);
            if (_state[call.Account].FaultFor(call.Kind, now) is not { } fault)
            {
                return null;
            }

            if (fault.Limit is Limit.Times)
            {
                Record(new AccountEvent.FaultMet(call.Account.CustomerId, call.Account.CustomerAccountId, now));
            }

            return new(fault.Answer, View(call.Account, now));
        }
    }

    public Reply Check(AccountKey account) => new(new Answer.Proper(), Inspect(account));

    public Reply DropPenny(AccountKey account, string? amount)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var script = _state[account].Script;
            Record(new AccountEvent.Dropped(
                account.CustomerId, account.CustomerAccountId, now, amount, script.Name));
            var answer = script.Fault is { AfterDrop: true } fault ? fault.Answer : new Answer.Proper();
            var view = View(account, now);
            return answer is Answer.Echo
                ? new(answer, view)
                : new(answer, view with { Result = AccountHistory.AnswerToLastDrop(view.Facts, now) });
        }
    }

    /// <summary>Reads an account as a check would show it now.</summary>
    public AccountView Inspect(AccountKey account)
    {
        lock (_gate)
        {
            return View(account, _clock.GetUtcNow());
        }
    }

    /// <summary>Whether a routing id differs from the customer's first routing id.</summary>
    public bool IsForeign(string customerId, string? routingId)
    {
        lock (_gate)
        {
            return routingId is not null && _state.RoutingIdOf(customerId) is { } first && first != routingId;
        }
    }

    /// <summary>The drops, oldest first, of a customer and an account. Null selects all.</summary>
    public IReadOnlyList<AccountEvent.Dropped> Drops(string? customerId, string? accountId)
    {
        lock (_gate)
        {
            return _state.Drops(customerId, accountId);
        }
    }

    /// <summary>Sets an account's script and restarts the counts of its fault.</summary>
    public void SetScript(AccountKey account, Script script)
    {
        lock (_gate)
        {
            Record(new AccountEvent.ScriptSet(
                account.CustomerId, account.CustomerAccountId, _clock.GetUtcNow(), script.Name));
        }
    }

    /// <summary>Settles every open drop of an account. Returns false when no drop is open.</summary>
    public bool Settle(AccountKey account, Verdict verdict)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (!_state[account].Drops.Any(drop => drop.IsOpen(now)))
            {
                return false;
            }

            Record(new AccountEvent.Settled(account.CustomerId, account.CustomerAccountId, now, verdict));
            return true;
        }
    }

    /// <summary>Begins an outage; <see cref="Outage.None"/> ends it.</summary>
    public void SetOutage(Outage outage)
    {
        lock (_gate)
        {
            Record(new OutageSet(outage));
        }
    }

    /// <summary>Deletes all events, on disk too.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _ledger?.Truncate();
            _state = new();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _ledger?.Dispose();
        }
    }

    private static Answer? Refusal(JuspayCall call, Outage outage) => (outage, call) switch
    {
        (Outage.KeyRefused, _) => Errors.AccessDenied,
        (Outage.Error, _) => Errors.Unavailable,
        (Outage.Throttled, _) => Errors.TooManyRequests,
        (Outage.Refuse, _) => new Answer.Reset(),
        (Outage.None, { KeyAccepted: false }) => Errors.AccessDenied,
        (Outage.None, { Kind: Calls.PennyDrop, RoutingId: null }) => Errors.MissingRoutingId,
        (Outage.None, _) => null,
        _ => throw new UnreachableException(),
    };

    private void RememberCall(JuspayCall call, DateTimeOffset now)
    {
        var (customerId, accountId) = call.Account;
        if (call.RoutingId is { } routingId && _state.RoutingIdOf(customerId) is null)
        {
            Record(new RoutingIdSeen(customerId, routingId));
        }

        if (_state[call.Account].ScriptCalledAt is null)
        {
            Record(new AccountEvent.Called(customerId, accountId, now));
        }
    }

    private AccountView View(AccountKey account, DateTimeOffset now)
    {
        var facts = _state[account];
        return new(account, facts, AccountHistory.Check(facts, now));
    }

    private void Record(LedgerEvent happened)
    {
        _ledger?.Append(happened);
        _state.Apply(happened);
    }
}
