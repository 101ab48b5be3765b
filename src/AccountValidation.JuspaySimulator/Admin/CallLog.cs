namespace AccountValidation.JuspaySimulator;

/// <summary>Every call per account, refused ones too. In memory only: it is for watching a client, not part of the truth.</summary>
internal sealed class CallLog
{
    private const int Kept = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountKey, AccountCalls> _accounts = [];

    /// <summary>A call came in.</summary>
    public LoggedCall Begin(JuspayCall call, bool foreignRoutingId, DateTimeOffset now)
    {
        lock (_gate)
        {
            var account = Of(call.Key);
            var logged = new LoggedCall(now, call.Kind is Calls.Look ? "GET" : "POST");
            account.Gets += call.Kind is Calls.Look ? 1 : 0;
            account.Posts += call.Kind is Calls.Validate ? 1 : 0;
            account.RoutingIdViolations += foreignRoutingId ? 1 : 0;
            account.Latest.Enqueue(logged);
            if (account.Latest.Count > Kept)
            {
                account.Latest.Dequeue();
            }

            return logged;
        }
    }

    /// <summary>The call is about to be answered; null: never.</summary>
    public void End(LoggedCall call, int? status)
    {
        lock (_gate)
        {
            call.Status = status;
        }
    }

    /// <summary>What was seen of one account.</summary>
    public CallSummary Summary(AccountKey key)
    {
        lock (_gate)
        {
            var account = Of(key);
            CallBody[] latest = [.. account.Latest.Select(call => new CallBody(call.At, call.Method, call.Status))];
            return new(account.Gets, account.Posts, account.RoutingIdViolations, latest);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _accounts.Clear();
        }
    }

    private AccountCalls Of(AccountKey key)
    {
        if (!_accounts.TryGetValue(key, out var account))
        {
            _accounts[key] = account = new();
        }

        return account;
    }

    private sealed class AccountCalls
    {
        public int Gets { get; set; }

        public int Posts { get; set; }

        public int RoutingIdViolations { get; set; }

        public Queue<LoggedCall> Latest { get; } = new();
    }
}
