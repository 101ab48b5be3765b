using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>
/// Juspay with a ledger of every penny. Each POST that arrives drops a penny, as at the real Juspay: nothing here
/// prevents double payment.
/// </summary>
internal sealed class SimulatedJuspay(Plan plan, Random chance, VirtualTime time)
{
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<(string Customer, string Id), Account> _apart = [];

    /// <summary>Raised before a penny of the service enters the ledger.</summary>
    public event Action<Account, Drop>? Dropping;

    /// <summary>The accounts that callers know.</summary>
    public IReadOnlyCollection<Account> Accounts => _accounts.Values;

    /// <summary>The accounts of all calls.</summary>
    public IEnumerable<Account> Kept => _accounts.Values.Concat(_apart.Values);

    /// <summary>True while Juspay refuses our key.</summary>
    public bool RefusesKey { get; set; }

    /// <summary>True while no call reaches Juspay.</summary>
    public bool IsAway { get; set; }

    /// <summary>Finds an account by its id, in upper or lower case.</summary>
    public Account this[string accountId] => _accounts[accountId];

    /// <summary>Finds an account as known under a customer id.</summary>
    public Account Under(string customerId, string accountId)
    {
        var account = _accounts[accountId];
        if (!plan.Nature.KeepsCustomersApart || customerId == account.CustomerId)
        {
            return account;
        }

        if (!_apart.TryGetValue((customerId, account.Id), out var other))
        {
            other = new(customerId, account.Id)
            {
                Dates = account.Dates,
                IsUnmoved = account.IsUnmoved,
                Name = account.Name,
            };
            _apart.Add((customerId, account.Id), other);
        }

        return other;
    }

    /// <summary>Draws the accounts.</summary>
    public void CreateAccounts()
    {
        for (var number = 0; number < plan.Accounts; number++)
        {
            var account = AccountMaker.Draw(number, plan, chance, time.TimeOfDay);
            _accounts.Add(account.Id, account);
        }
    }

    /// <summary>Returns the answer to a check now.</summary>
    /// <param name="account">The account.</param>
    /// <param name="mayBeBehind">Whether a replica that is behind may answer.</param>
    public Answer Check(Account account, bool mayBeBehind)
    {
        var behind = mayBeBehind && plan.Nature.Behind > 0 && chance.Happens(plan.Nature.Behind)
            ? chance.Between(TimeSpan.Zero, plan.ShowsWithin)
            : TimeSpan.Zero;
        return Shows(account, account.Check(time.TimeOfDay - behind));
    }

    /// <summary>Drops a penny, and returns the answer.</summary>
    /// <param name="account">The account.</param>
    /// <param name="validationId">The validation that sent the POST.</param>
    /// <param name="showBefore">The latest time at which checks show the drop.</param>
    public Answer Validate(Account account, string validationId, TimeSpan showBefore)
    {
        var now = time.TimeOfDay;
        if (plan.Nature.RefusesWhileOpen && account.Drops.Exists(drop => now < drop.AnsweredAt))
        {
            return Answers.InProgress();
        }

        var shownAt = now + DrawHidden(showBefore - time.Now);
        var pendingFor = DrawPending();
        var drop = new Drop(validationId, now, shownAt, now + pendingFor, DrawEnd());
        var before = account.Check(now);
        Dropping?.Invoke(account, drop);
        account.Drops.Add(drop);
        if (plan.Nature.Echo > 0 && chance.Happens(plan.Nature.Echo))
        {
            return Shows(account, before);
        }

        var after = pendingFor == TimeSpan.Zero ? EndOf(account, drop) : before with { Status = Seen.Pending };
        return Shows(account, after);
    }

    /// <summary>Drops another person's penny.</summary>
    public void DropAnothers(Account account)
    {
        var now = time.TimeOfDay;
        var (soon, late) = (chance.Around(TimeSpan.FromSeconds(20)), chance.Around(TimeSpan.FromHours(1)));
        var pendingFor = chance.Pick(TimeSpan.Zero, soon, late);
        account.Drops.Add(new(ValidationId: null, now, now, now + pendingFor, DrawEnd()));
    }

    // Juspay itself knows its own drop at once, even while checks do not show the drop.
    private static Shown EndOf(Account account, Drop drop)
    {
        if (account.IsUnmoved && drop.Answer == Seen.Failure)
        {
            return account.Check(drop.AnsweredAt) with { Status = drop.Answer };
        }

        var (form, at) = (account.Dates, drop.AnsweredAt);
        return new(drop.Answer, Dates.Text(form, at, account.Drops.Count), Dates.Instant(form, at));
    }

    private Answer Shows(Account account, Shown shown) =>
        Answers.Of(account, shown, plan.Nature.Packed > 0 && chance.Happens(plan.Nature.Packed));

    private TimeSpan DrawHidden(TimeSpan atMost)
    {
        var isStale = chance.Happens(plan.Juspay.Stale);
        var longest = atMost < plan.ShowsWithin ? atMost : plan.ShowsWithin;
        if (!isStale || longest <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        return plan.Nature.ShownAtTheLast > 0 && chance.Happens(plan.Nature.ShownAtTheLast)
            ? longest
            : chance.Between(TimeSpan.Zero, longest);
    }

    private TimeSpan DrawPending() => chance.Pick(
        TimeSpan.Zero,
        TimeSpan.Zero,
        chance.Around(TimeSpan.FromSeconds(20)),
        chance.Around(TimeSpan.FromHours(2)),
        chance.Around(TimeSpan.FromDays(2)));

    private Seen DrawEnd() => chance.NextDouble() < plan.Nature.Failures ? Seen.Failure : Seen.Active;
}
