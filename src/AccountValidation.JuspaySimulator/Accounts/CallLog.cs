using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Accounts;

/// <summary>One call. Its status is null until, and unless, the simulator answers.</summary>
internal sealed record LoggedCall(DateTimeOffset At, string Method)
{
    public int? Status { get; set; }
}

/// <summary>The counts of an account's calls, and the latest calls.</summary>
internal sealed record CallSummary(int Gets, int Posts, int RoutingIdViolations, IReadOnlyList<LoggedCall> Latest);

/// <summary>Logs every call per account, refused calls too. A restart clears the log. Thread safe.</summary>
internal sealed class CallLog
{
    private const int Kept = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountKey, AccountCalls> _accounts = [];

    /// <summary>Logs the arrival of a call.</summary>
    public LoggedCall Begin(JuspayCall call, bool foreignRoutingId, DateTimeOffset now)
    {
        lock (_gate)
        {
            var account = Of(call.Account);
            var logged = new LoggedCall(now, call.Kind is Calls.Check ? "GET" : "POST");
            account.Gets += call.Kind is Calls.Check ? 1 : 0;
            account.Posts += call.Kind is Calls.PennyDrop ? 1 : 0;
            account.RoutingIdViolations += foreignRoutingId ? 1 : 0;
            account.Latest.Enqueue(logged);
            if (account.Latest.Count > Kept)
            {
                account.Latest.Dequeue();
            }

            return logged;
        }
    }

    /// <summary>Logs the answer. Null: the call gets no answer.</summary>
    public void End(LoggedCall call, int? status)
    {
        lock (_gate)
        {
            call.Status = status;
        }
    }

    public CallSummary Summary(AccountKey key)
    {
        lock (_gate)
        {
            var account = Of(key);
            LoggedCall[] copies = [.. account.Latest.Select(call => call with { })];
            return new(account.Gets, account.Posts, account.RoutingIdViolations, copies);
        }
    }

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
