using System.Globalization;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>
/// Juspay, with a ledger of every penny. It drops one for each validate call that reaches it, as the real one may: nothing in it keeps the
/// service from paying twice.
/// </summary>
internal sealed class SimulatedJuspay(Plan plan, Random chance, VirtualTime time)
{
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <summary>Raised before a penny is put into the ledger.</summary>
    public event Action<Account, Drop>? Dropping;

    /// <summary>Every account.</summary>
    public IReadOnlyCollection<Account> Accounts => _accounts.Values;

    /// <summary>True while Juspay refuses our key.</summary>
    public bool RefusesKey { get; set; }

    /// <summary>True while Juspay is away: no call reaches it.</summary>
    public bool IsAway { get; set; }

    /// <summary>An account by its id.</summary>
    public Account this[string accountId] => _accounts[accountId];

    /// <summary>Draws the accounts.</summary>
    public void CreateAccounts()
    {
        for (var number = 0; number < plan.Accounts; number++)
        {
            var account = DrawAccount(number);
            _accounts.Add(account.Id, account);
        }
    }

    /// <summary>What a look shows now.</summary>
    public string Look(Account account) => Body(account, account.Look(time.TimeOfDay));

    /// <summary>Drops a penny, and says what becomes of it.</summary>
    /// <param name="account">Where.</param>
    /// <param name="validationId">Whose it is.</param>
    /// <param name="showBefore">The latest time at which looks show it.</param>
    public string Validate(Account account, string validationId, TimeSpan showBefore)
    {
        var now = time.TimeOfDay;
        var isStale = chance.Happens(plan.Juspay.Stale);
        var shownAt = isStale && showBefore > time.Now ? now + chance.Between(TimeSpan.Zero, showBefore - time.Now) : now;
        var pendingFor = chance.Pick(
            TimeSpan.Zero,
            TimeSpan.Zero,
            chance.Around(TimeSpan.FromSeconds(20)),
            chance.Around(TimeSpan.FromHours(2)),
            chance.Around(TimeSpan.FromDays(2)));
        var drop = new Drop(validationId, now, shownAt, now + pendingFor, chance.Pick(Seen.Active, Seen.Active, Seen.Failure));
        var before = account.Look(now);
        Dropping?.Invoke(account, drop);
        account.Drops.Add(drop);
        return pendingFor == TimeSpan.Zero
            ? Body(account, (drop.Answer, account.HasDates ? drop.AnsweredAt : null))
            : Body(account, (Seen.Pending, before.Validated));
    }

    private Account DrawAccount(int number)
    {
        var account = new Account($"cst_{number / 2}", $"banh_{number}") { HasDates = !chance.Happens(0.15) };
        var longAgo = time.TimeOfDay - chance.Between(TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        return chance.Next(4) switch
        {
            0 => account with { Before = chance.Pick(Seen.Active, Seen.Failure), ValidatedBefore = longAgo },
            1 when chance.Happens(0.4) => account with { OthersPendingUntil = time.TimeOfDay + chance.Around(TimeSpan.FromHours(1)) },
            _ => account,
        };
    }

    private static string Body(Account account, (Seen Status, DateTimeOffset? Validated) look)
    {
        var status = look.Status.ToString().ToUpperInvariant();
        var validated = look.Validated is { } at ? $"\"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\"" : "null";
        return $$"""{"object":"customer_account","id":"{{account.Id}}","customer_id":"{{account.CustomerId}}","account_details":{"vpa":"4225246777@yesg"},"validation_amount":"1","validation_status":"{{status}}","last_validated":{{validated}}}""";
    }
}
