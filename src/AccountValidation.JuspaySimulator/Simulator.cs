using Microsoft.Extensions.Options;

namespace AccountValidation.JuspaySimulator;

/// <summary>
/// The simulator without its HTTP: one lock, one clock, one ledger. What happens is on disk before anybody is told.
/// </summary>
internal sealed class Simulator : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly LedgerFile? _ledger;
    private SimulatorState _state = new();

    public Simulator(IOptions<JuspaySimulatorOptions> options, TimeProvider clock)
    {
        _clock = clock;
        if (options.Value.LedgerPath is { Length: > 0 } path)
        {
            _ledger = LedgerFile.Open(path, out var remembered);
            foreach (var happened in remembered)
            {
                _state.Apply(happened);
            }
        }
    }

    /// <summary>A call comes in. Returns what to answer it at once, or null when it may go on.</summary>
    public Reply? Arrive(JuspayCall call)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (Gatekeeper.Refuses(call, _state.Outage) is { } refusal)
            {
                return ReplyWith(refusal, call.Key, now);
            }

            RememberCall(call, now);
            if (_state[call.Key].TroubleFor(call.Kind, now) is not { } trouble)
            {
                return null;
            }

            if (trouble.Limit is Limit.Times)
            {
                Happen(new AccountEvent.TroubleMet(call.Key.CustomerId, call.Key.CustomerAccountId, now));
            }

            return ReplyWith(trouble.Answer, call.Key, now);
        }
    }

    /// <summary>Shows the account.</summary>
    public Reply Look(AccountKey key)
    {
        lock (_gate)
        {
            return ReplyWith(new Answer.Proper(), key, _clock.GetUtcNow());
        }
    }

    /// <summary>Drops a penny.</summary>
    public Reply Drop(AccountKey key, string? amount)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var script = _state[key].Script;
            Happen(new AccountEvent.Dropped(key.CustomerId, key.CustomerAccountId, now, amount, script.Name));
            var facts = _state[key];
            var answer = script.Trouble is { AfterDrop: true } trouble ? trouble.Answer : new Answer.Proper();
            var look = answer is Answer.Echo ? AccountHistory.Look(facts, now) : AccountHistory.AnswerToLastDrop(facts, now);
            return new(answer, AccountBody.Of(key, facts, look));
        }
    }

    /// <summary>Reads the facts of an account and what a look at it would show now.</summary>
    public (AccountFacts Facts, AccountLook Look) Inspect(AccountKey key)
    {
        lock (_gate)
        {
            var facts = _state[key];
            return (facts, AccountHistory.Look(facts, _clock.GetUtcNow()));
        }
    }

    /// <summary>Whether a routing id differs from the first one seen for the customer.</summary>
    public bool IsForeign(string customerId, string? routingId)
    {
        lock (_gate)
        {
            return routingId is not null && _state.RoutingIdOf(customerId) is { } first && first != routingId;
        }
    }

    /// <summary>The drops of a customer, of an account, or (both null) all of them, oldest first.</summary>
    public IReadOnlyList<AccountEvent.Dropped> Drops(string? customerId, string? accountId)
    {
        lock (_gate)
        {
            return _state.Drops(customerId, accountId);
        }
    }

    /// <summary>Gives an account another script and restarts what the script counts.</summary>
    public void SetScript(AccountKey key, Script script)
    {
        lock (_gate)
        {
            Happen(new AccountEvent.ScriptSet(key.CustomerId, key.CustomerAccountId, _clock.GetUtcNow(), script.Name));
        }
    }

    /// <summary>Answers every open drop of an account. False when none is open.</summary>
    public bool Settle(AccountKey key, Verdict verdict)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (!_state[key].Drops.Any(drop => AccountHistory.IsOpen(drop, now)))
            {
                return false;
            }

            Happen(new AccountEvent.Settled(key.CustomerId, key.CustomerAccountId, now, verdict));
            return true;
        }
    }

    /// <summary>Starts or ends an outage.</summary>
    public void SetOutage(Outage outage)
    {
        lock (_gate)
        {
            Happen(new OutageSet(outage));
        }
    }

    /// <summary>Forgets everything, on disk too.</summary>
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

    private void RememberCall(JuspayCall call, DateTimeOffset now)
    {
        var (customerId, accountId) = call.Key;
        if (call.RoutingId is { } routingId && _state.RoutingIdOf(customerId) is null)
        {
            Happen(new RoutingIdSeen(customerId, routingId));
        }

        if (_state[call.Key].ScriptCalledAt is null)
        {
            Happen(new AccountEvent.Called(customerId, accountId, now));
        }
    }

    private Reply ReplyWith(Answer answer, AccountKey key, DateTimeOffset now)
    {
        var facts = _state[key];
        return new(answer, AccountBody.Of(key, facts, AccountHistory.Look(facts, now)));
    }

    private void Happen(LedgerEvent happened)
    {
        _ledger?.Append(happened);
        _state.Apply(happened);
    }
}
