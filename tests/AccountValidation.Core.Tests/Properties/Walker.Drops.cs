using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>
/// The pair of check and penny drop. In half of the walks the journal is the state, as on the self-host; in the others
/// a step reports check, intent and end at once, as on Azure, and no signal comes in between.
/// </summary>
internal sealed partial class Walker
{
    private static readonly JuspayReply Interrupted = new JuspayReply.Unclear(ReplyCauses.Interrupted);

    private readonly bool _reportsAtOnce = (world.Seed & 1) == 0;

    private void Drop(Step.DropPenny step)
    {
        if (_validation is { Stage: Stage.DropUnderWay, Drop.At: var intentAt })
        {
            Apply(new Outcome.PennyDropEnded(intentAt, Interrupted));
            return;
        }

        var check = Check();
        if (!_reportsAtOnce)
        {
            MaybeSignal(); // a cancel, a suspension or the deadline may overtake the intent
        }

        if (check.Reply is not JuspayReply.Answered)
        {
            Apply(check);
        }
        else if (_chance.Next(12) == 0)
        {
            Apply(new Outcome.PennyDropEnded(IntentAt: null, World.NotBegun(_chance), Check: check));
        }
        else if (_reportsAtOnce)
        {
            DropAndReport(step, check);
        }
        else
        {
            IntendAndDrop(step, check);
        }
    }

    private void DropAndReport(Step.DropPenny step, Outcome.Checked check)
    {
        var intent = new Outcome.IntentRecorded(step.Attempt, _now, check);
        if (Lifecycle.Apply(_validation, intent, _now).Stage is not Stage.DropUnderWay { Baseline: var baseline })
        {
            Apply(check);
            return;
        }

        if (World.Happens(_chance, world.Crashing))
        {
            Pass(TimeSpan.FromSeconds(_chance.Next(7200)));
            Apply(new Outcome.PennyDropEnded(intent.At, Interrupted, baseline), check);
            return;
        }

        PassTheTimeOfACall();
        Apply(new Outcome.PennyDropEnded(intent.At, world.Drop(_chance, baseline, _now), baseline, check), check);
    }

    private void IntendAndDrop(Step.DropPenny step, Outcome.Checked check)
    {
        var intent = new Outcome.IntentRecorded(step.Attempt, _now, check);
        var isAllowed = !ReferenceEquals(_validation, Lifecycle.Apply(_validation, intent, _now));
        Apply(intent, isAllowed ? check : null);
        if (_validation.Stage is not Stage.DropUnderWay { Baseline: var baseline })
        {
            Apply(check);
            return;
        }

        if (World.Happens(_chance, world.Crashing))
        {
            Pass(TimeSpan.FromSeconds(_chance.Next(7200)));
            return;
        }

        PassTheTimeOfACall();
        MaybeSignal();
        Apply(new Outcome.PennyDropEnded(intent.At, world.Drop(_chance, baseline, _now)));
    }
}
