using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>
/// Plays a store and its engine: two to four validations of one account in sequence, each cancelled, expired or
/// answered some time, against a <see cref="Ledger"/>. What became of a POST may be learnt long after its validation
/// was cancelled, or never.
/// </summary>
internal sealed class AccountWalker
{
    private const int MostTurns = 5000;

    private readonly Terms _terms;
    private readonly int _seed;
    private readonly Random _chance;
    private readonly Ledger _ledger;
    private readonly List<AccountTurn> _turns = [];
    private readonly List<(DateTimeOffset At, string Id, Outcome.PennyDropEnded End)> _ends = [];
    private readonly Dictionary<string, Validation> _validations = new(StringComparer.Ordinal);
    private Account _account = Account.Unknown;
    private string? _holder;
    private DateTimeOffset _now = Make.Start;

    public AccountWalker(Terms terms, int seed)
    {
        (_terms, _seed, _chance) = (terms, seed, new(seed));
        var status = (AccountStatus[])[AccountStatus.Created, AccountStatus.Active, AccountStatus.Failure];
        var before = status[_chance.Next(3)];
        _ledger = new(
            _chance,
            new(before, before == AccountStatus.Created ? null : Make.Start.AddDays(-3)),
            8 * terms.ConfirmAfter);
    }

    public AccountWalk Walk()
    {
        var validations = _chance.Next(2, 5);
        for (var index = 0; index < validations; index++)
        {
            Start($"val_{index}");
            Live($"val_{index}");
            Pass(Gap());
        }

        return new(_terms, _seed, _ledger, _turns);
    }

    private void Start(string id)
    {
        var accepted = Lifecycle.Accept(id, Make.Request with { CallbackUrl = null }, _terms, _now);
        var entered = AccountRules.Enter(accepted, _account, _now);
        var before = _account;
        (_account, _holder, _validations[id]) = (AccountRules.Keep(_account, entered), id, entered);
        _turns.Add(new(new(_now, accepted, nameof(Start), entered), before, _account, IsStart: true));
    }

    private void Live(string id)
    {
        while (!_validations[id].IsSettled && _turns.Count < MostTurns)
        {
            if (World.Happens(_chance, 0.03))
            {
                Commit(id, new Signal.Cancel());
                continue;
            }

            switch (Lifecycle.Next(_validations[id], _now))
            {
                case Step.Wait wait:
                    Pass((wait.Until - _now) * (World.Happens(_chance, 0.9) ? 1 : _chance.NextDouble()));
                    break;
                case Step.Check:
                    Check(id);
                    break;
                case Step.DropPenny step:
                    Drop(id, step);
                    break;
                default:
                    throw new InvalidOperationException("An unsettled validation has a step.");
            }
        }
    }

    private void Check(string id)
    {
        var check = Asked();
        Commit(id, check);
    }

    private Outcome.Checked Asked()
    {
        var startedAt = _now;
        JuspayReply reply = World.Happens(_chance, 0.15)
            ? World.Happens(_chance, 0.5) ? Replies.Unclear : Replies.Throttled
            : new JuspayReply.Answered(_ledger.Check(_now));
        Pass(_terms.JuspayTimeout * (_chance.NextDouble() * 0.3));
        return new(startedAt, reply);
    }

    private void Drop(string id, Step.DropPenny step)
    {
        if (_validations[id].Stage is Stage.DropUnderWay)
        {
            AwaitEnd(id);
            return;
        }

        var check = Asked();
        var intent = new Outcome.IntentRecorded(step.Attempt, _now, check);
        if (Lifecycle.Apply(_validations[id], intent, _now).Stage is not Stage.DropUnderWay)
        {
            Commit(id, check);
            return;
        }

        Commit(id, intent, check);
        var (at, end) = Post();
        _ends.Add((at, id, end));
    }

    // Its own engine hears of it, unless somebody cancels before: then it may come at any time, or be lost with its
    // process.
    private void AwaitEnd(string id)
    {
        var (at, _, _) = _ends.Find(end => end.Id == id);
        if (World.Happens(_chance, 0.3))
        {
            Pass((at - _now) * _chance.NextDouble());
            if (_validations[id].IsSettled)
            {
                return;
            }

            Commit(id, new Signal.Cancel());
            var late = World.Happens(_chance, 0.3) ? TimeSpan.FromHours(_chance.NextDouble() * 6) : TimeSpan.Zero;
            _ends.RemoveAll(end => end.Id == id && World.Happens(_chance, 0.3));
            var ends = _ends.ConvertAll(end => end.Id == id ? (end.At + late, id, end.End) : end);
            _ends.Clear();
            _ends.AddRange(ends);
            return;
        }

        Pass(at - _now);
    }

    // It leaves within the time-out of its intent, is taken within another one, and its end is noted after that.
    private (DateTimeOffset At, Outcome.PennyDropEnded End) Post()
    {
        var intentAt = _now;
        var leftAt = intentAt + (_terms.JuspayTimeout * _chance.NextDouble());
        var takenAt = leftAt + (_terms.JuspayTimeout * _chance.NextDouble());
        var endedAt = takenAt + (_terms.JuspayTimeout * (_chance.NextDouble() * 0.5));
        var kind = _chance.Next(20);
        var isTaken = kind >= 10 || (kind >= 3 && World.Happens(_chance, 0.5));
        if (isTaken)
        {
            _ledger.Take(intentAt, takenAt);
        }

        return (endedAt, new(intentAt, kind switch
        {
            0 => Replies.BadRequest,
            1 or 2 => Replies.NotAccepted,
            < 6 => World.Happens(_chance, 0.5) ? Replies.Throttled : Replies.KeyRefused,
            < 10 => Replies.Unclear,
            < 13 => new JuspayReply.Answered(_ledger.StateAt(intentAt)), // the record as it was
            _ => new JuspayReply.Answered(_ledger.StateAt(endedAt)),
        }));
    }

    private TimeSpan Gap() => _chance.Next(6) switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromSeconds(_chance.NextDouble() * 30),
        2 => TimeSpan.FromMinutes(_chance.NextDouble() * 30),
        3 => TimeSpan.FromHours(_chance.NextDouble() * 10),
        4 => TimeSpan.FromHours(70 + (_chance.NextDouble() * 2)), // a drop may become too old while it is followed
        _ => TimeSpan.FromHours(_chance.NextDouble() * 90),
    };

    private void Pass(TimeSpan time)
    {
        var until = _now + time;
        while (_ends.Where(end => end.At <= until).OrderBy(end => end.At).FirstOrDefault() is { Id: { } id } next)
        {
            _ends.Remove(next);
            _now = Later(_now, next.At);
            Commit(id, next.End);
        }

        _now = Later(_now, until);
    }

    private void Commit(string id, object what, Outcome.Checked? freshCheck = null)
    {
        var (before, account) = (_validations[id], _account);
        var after = what is Outcome outcome
            ? Lifecycle.Apply(before, outcome, _now)
            : Lifecycle.Apply(before, (Signal)what, _now);
        if (!ReferenceEquals(before, after) && AccountRules.Concerns(_account, _holder, before))
        {
            _account = AccountRules.Keep(_account, after);
        }

        _validations[id] = after;
        _holder = _holder == id && after.IsSettled ? null : _holder;
        _turns.Add(new(new(_now, before, what, after, freshCheck), account, _account));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
