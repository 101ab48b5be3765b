using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// An auditor on the wire to Juspay. It sees every call that leaves and every answer that reaches the host. It knows
/// the author of each answer, and measures true time.
/// </summary>
internal sealed class WireAudit(World world)
{
    private readonly Dictionary<(SimulatedJuspay?, string Customer, string Id), AccountTrail> _accounts = [];
    private Dictionary<string, ValidationTrail> _validations = new(StringComparer.Ordinal);
    private Dictionary<string, string> _followers = new(StringComparer.Ordinal); // the last follower of each penny drop
    private int _life;
    private LimitRules _limits = new(world);

    /// <summary>The number of uncertain POSTs.</summary>
    public int UncertainDrops =>
        _validations.Sum(trail => trail.Value.Posts.Count(post => post.IsUncertain && post.Owner == trail.Key));

    /// <summary>The number of checks.</summary>
    public int Checks => _validations.Values.Sum(trail => trail.Checks);

    /// <summary>Begins a process, and returns its number.</summary>
    public int BeginLife()
    {
        _limits = new(world);
        return ++_life;
    }

    /// <summary>Notes a call that leaves the host.</summary>
    public void Sent(WireCall call, Exchange exchange)
    {
        _limits.Sent(exchange);
        CallRules.CheckHeaders(world, call);
        if (call.Owner is not { } id)
        {
            return;
        }

        var (owner, trail, account) = (world.Books.Committed[id], Of(id), OfAccount(call));
        CallRules.CheckRetryAfter(world, call, owner, trail);
        if (call.IsPennyDrop)
        {
            call.IntentAt = trail.IntentAt;
            CallRules.CheckForm(world, call, owner);
            new PennyRules(world, call, owner, trail, account).Check();
        }

        trail.NoteSent(call, account.LastGoodCheck?.Shown);
    }

    /// <summary>Notes that the host reads an answer, which may have arrived earlier.</summary>
    public void Answered(WireCall call, Answer answer, TimeSpan cameAt)
    {
        (call.Answer, call.CameAt, call.AnsweredAt, call.AnsweredAtHost) = (
            answer, cameAt, world.Time.Now, world.Time.ProcessTimeOfDay);
        OfAccount(call).Note(call);
        if (call.Owner is { } id)
        {
            Of(id).NoteAnswered(call);
        }
    }

    /// <summary>Notes a signal that may bring a check forward.</summary>
    public void BringForward(string id) => Of(id).BroughtForwardAt = world.Time.Now;

    /// <summary>Notes a commit that is on disk.</summary>
    public void Commit(ValidationChange change)
    {
        var trail = Of(change.After.Id);
        trail.NoteCommitted();
        trail.SuspendedAt = change.After.IsSuspended ? trail.SuspendedAt ?? world.Time.Now : null;
        if (change.After.Checks > change.Before.Checks)
        {
            trail.NoteChecked(change.After.LastCheckAt - world.Time.ProcessClockError);
        }

        if (change.After.ValidateAttempts > change.Before.ValidateAttempts)
        {
            (trail.IntentAt, trail.IntentAtHost) = (world.Time.Now, world.Time.ProcessTimeOfDay);
        }

        if (change.After.Drop is { ValidationId: var origin } && origin != change.After.Id)
        {
            // Only the first commit after the follow counts: a later commit may be the callback of a validation that
            // was followed since.
            if (trail.Follow(origin, Of(_followers.GetValueOrDefault(origin, origin))))
            {
                _followers[origin] = change.After.Id;
            }
        }
        else if (change.After.Drop is null)
        {
            trail.LetGo();
        }

        if (change is { Before.IsSettled: false, After.IsSettled: true })
        {
            new SettledRules(world, change.After, trail, _life).Check();
        }
    }

    /// <summary>Notes that a crash has undone the last commit of a validation.</summary>
    public void Undo(string id) => Of(id).Refusals.Undo();

    /// <summary>Copies the trails for a backup.</summary>
    public TrailsBackup Remember() => new(Copy(_validations), new(_followers, StringComparer.Ordinal));

    /// <summary>
    /// Notes that a backup replaces the database: the trails forget everything that the backup does not know.
    /// </summary>
    public void Restore(TrailsBackup backup) =>
        (_validations, _followers) = (Copy(backup.Validations), new(backup.Followers, StringComparer.Ordinal));

    private static Dictionary<string, ValidationTrail> Copy(Dictionary<string, ValidationTrail> trails) =>
        trails.ToDictionary(trail => trail.Key, trail => trail.Value.Copy(), StringComparer.Ordinal);

    private ValidationTrail Of(string id) =>
        _validations.TryGetValue(id, out var trail) ? trail : _validations[id] = new();

    private AccountTrail OfAccount(WireCall call)
    {
        var key = (
            call.Juspay,
            world.Plan.Nature.KeepsCustomersApart ? call.CustomerId : "",
            call.AccountId.ToUpperInvariant());
        return _accounts.TryGetValue(key, out var trail) ? trail : _accounts[key] = new();
    }
}

/// <summary>The auditor's knowledge when a backup was taken.</summary>
/// <param name="Validations">The trail of each validation.</param>
/// <param name="Followers">The last follower of each penny drop.</param>
internal sealed record TrailsBackup(
    Dictionary<string, ValidationTrail> Validations, Dictionary<string, string> Followers);
