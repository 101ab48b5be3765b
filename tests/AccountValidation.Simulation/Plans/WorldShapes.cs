using AccountValidation.Core;
using AccountValidation.Simulation.Callers;
using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Plans;

/// <summary>Adapts a plan to the kinds of its world.</summary>
internal static class WorldShapes
{
    /// <summary>Adapts a plan to one kind.</summary>
    public static Plan Shape(Plan plan, Worlds world, Random chance) => world switch
    {
        Worlds.WholeSeconds => WithDates(plan, DateForm.WholeSeconds),
        Worlds.OddDates => WithDates(plan, DateForm.Utc, DateForm.Rfc1123, DateForm.Unreadable),
        Worlds.MissingDates => WithDates(plan, DateForm.Missing),
        Worlds.UnmovedDates => With(plan, plan.Nature with { IsUnmoved = true, Failures = 0.6, ValidatedBefore = 0.5 }),
        Worlds.Echoes => With(plan, plan.Nature with { Echo = chance.Pick(0.4, 1), ValidatedBefore = 0.5 }),
        Worlds.Permits => WithPermits(plan, chance),
        Worlds.Strangers => WithFates(plan, chance, (Fate.StrangerBefore, 0.2), (Fate.StrangerAfter, 0.4)),
        Worlds.Refusals => WithRefusals(plan, chance),
        Worlds.OtherIds => WithFates(plan, chance, (Fate.OtherIdBefore, 0.2), (Fate.OtherIdAfter, 0.3)),
        Worlds.BrokenBodies => With(plan, plan.Nature with { HasBrokenNames = true, Packed = chance.Pick(0, 0.3, 1) }),
        Worlds.OthersDrops => WithOthersDrops(plan, chance),
        Worlds.Gateways => WithGateways(plan, chance),
        Worlds.Successors => WithSuccessors(plan, chance),
        Worlds.SlowSending => WithSlowSending(plan, chance),
        Worlds.Interference => plan with { Habits = plan.Habits with { AreHasty = true }, Calls = plan.Calls + 20 },
        Worlds.Replicas => WithReplicas(plan, chance),
        Worlds.Aliases => WithAliases(plan, chance),
        Worlds.Heirs => WithHeirs(plan, chance),
        Worlds.Moves => WithMoves(plan, chance),
        Worlds.Standstills => WithStandstills(plan, chance),
        Worlds.Clocks => WithClocks(plan, chance),
        Worlds.Restores => WithRestores(plan, chance),
        _ => throw new ArgumentOutOfRangeException(nameof(world), world, "No such world."),
    };

    private static Plan With(Plan plan, Nature nature) => plan with { Nature = nature };

    private static Plan WithDates(Plan plan, params IReadOnlyList<DateForm> forms) => plan with
    {
        Nature = plan.Nature with
        {
            Dates = plan.Nature.Dates is [DateForm.Milliseconds] ? forms : [.. plan.Nature.Dates, .. forms],
            ValidatedBefore = Math.Max(plan.Nature.ValidatedBefore, 0.4),
        },
    };

    private static Plan WithOthersDrops(Plan plan, Random chance) => plan with
    {
        Juspay = plan.Juspay with { OthersDrops = chance.Next(1, 6), OthersDropAtCheck = chance.Pick(0, 0.05, 0.2) },
    };

    // Some strangers answer every call, some only POSTs.
    private static Plan WithFates(Plan plan, Random chance, params IReadOnlyList<(Fate What, double Weight)> fates)
    {
        var (usual, ofPennies) = (plan.Juspay.Fates, plan.Juspay.PennyFates ?? plan.Juspay.Fates);
        var rarer = fates.Select(fate => (fate.What, fate.Weight / 2));
        return plan with
        {
            Juspay = plan.Juspay with
            {
                PennyFates = [.. ofPennies, .. fates],
                Fates = chance.Happens(0.5) ? usual : [.. usual, .. rarer],
            },
        };
    }

    private static Plan WithRefusals(Plan plan, Random chance)
    {
        var shaped = WithFates(plan, chance, (Fate.PutOff, 0.2), (Fate.PutOffAfter, 0.3), (Fate.Refused, 0.1));
        return shaped with { Nature = shaped.Nature with { RefusesWhileOpen = chance.Happens(0.5) } };
    }

    private static Plan WithPermits(Plan plan, Random chance) => plan with
    {
        Accounts = chance.Next(4, 16),
        Starts = chance.Next(12, 36),
        Habits = plan.Habits with { Bursts = chance.Next(1, 4) },
        Juspay = plan.Juspay with { Latency = chance.Pick(TimeSpan.FromMilliseconds(80), TimeSpan.FromSeconds(1)) },
        Settings = plan.Settings with
        {
            Juspay = plan.Settings.Juspay with
            {
                MaxConcurrentCalls = chance.Pick(1, 2, 8, 64),
                CallsPerSecond = chance.Pick<double?>(null, 0.05, 0.2, 1, 5, 50),
            },
        },
    };

    private static Plan WithGateways(Plan plan, Random chance)
    {
        var general = plan.Settings.Recheck.General;
        RecheckTerms Drawn() => general with
        {
            FirstDelay = chance.Pick(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)),
            MaxDelay = chance.Pick(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)),
            Preset = chance.Happens(0.1) ? RecheckPreset.Npci : null,
        };
        return plan with
        {
            Habits = plan.Habits with { AreParticular = true },
            Settings = plan.Settings with
            {
                Juspay = plan.Settings.Juspay with
                {
                    MerchantId = "merchant",
                    GatewayParameter = chance.Pick("gateway_id", "preferred gateway"),
                },
                Recheck = plan.Settings.Recheck with
                {
                    Gateways = Requests.Gateways.ToDictionary(name => name, _ => Drawn()),
                },
            },
        };
    }

    private static Plan WithSuccessors(Plan plan, Random chance)
    {
        var isPlain = plan.Nature.Dates is [DateForm.Milliseconds];
        var shaped = isPlain ? WithDates(plan, DateForm.WholeSeconds) : plan;
        return shaped with
        {
            Habits = shaped.Habits with { Successors = chance.Next(5, 20) },
            Accounts = chance.Next(1, 3),
            Juspay = shaped.Juspay with
            {
                Latency = TimeSpan.FromMilliseconds(80),
                Slow = Math.Min(shaped.Juspay.Slow, 0.05),
            },
        };
    }

    // Some deadlines come while the first penny drop is on its way.
    private static Plan WithSlowSending(Plan plan, Random chance)
    {
        var timeout = chance.Pick(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        var (general, soon) = (plan.Settings.Recheck.General, timeout * chance.Pick(2, 4, 8));
        var terms = chance.Happens(0.3) ? general with { Deadline = soon } : general;
        return plan with
        {
            Settings = plan.Settings with
            {
                Juspay = plan.Settings.Juspay with { Timeout = timeout },
                Recheck = plan.Settings.Recheck with { General = terms },
            },
            Host = plan.Host with
            {
                CommitTime = timeout * chance.Pick(0.2, 0.6),
                SlowConnections = chance.Pick(0.2, 0.5),
            },
            Juspay = plan.Juspay with { Latency = timeout * 0.05 },
        };
    }

    private static Plan WithAliases(Plan plan, Random chance) => plan with
    {
        Habits = plan.Habits with { UseAliases = true },
        Accounts = chance.Next(1, 4),
        Starts = plan.Starts + chance.Next(6, 16),
        Nature = plan.Nature with { KeepsCustomersApart = chance.Happens(0.4) },
    };

    private static Plan WithHeirs(Plan plan, Random chance)
    {
        var (general, submission) = (plan.Settings.Recheck.General, plan.Settings.Submission);
        var soon = (plan.Settings.Juspay.Timeout + (submission.ConfirmAfter * 15)) * chance.Pick(0.1, 0.4, 1);
        return plan with
        {
            Habits = plan.Habits with { AreHasty = true, Successors = plan.Habits.Successors + chance.Next(5, 15) },
            Accounts = chance.Next(1, 3),
            Settings = plan.Settings with
            {
                Recheck = plan.Settings.Recheck with
                {
                    General = chance.Happens(0.5) ? general with { Deadline = soon } : general,
                },
            },
        };
    }

    private static Plan WithMoves(Plan plan, Random chance) => plan with
    {
        Host = plan.Host with
        {
            Moves = chance.Pick(0.3, 0.6),
            Kills = plan.Host.Kills + chance.Next(1, 5),
            Stops = plan.Host.Stops + chance.Next(1, 5),
        },
        Accounts = chance.Next(1, 4),
    };

    // From a tenth of the time-out to three hundred times the time-out.
    private static Plan WithStandstills(Plan plan, Random chance)
    {
        Standstill Drawn() =>
            new(
                chance.Pick(StandstillKind.Stopped, StandstillKind.PausedAndSet, StandstillKind.PausedAndBehind),
                plan.Settings.Juspay.Timeout * Math.Pow(10, (3.5 * chance.NextDouble()) - 1));
        return plan with
        {
            Host = plan.Host with { Standstills = [.. Enumerable.Range(0, chance.Next(4, 25)).Select(_ => Drawn())] },
        };
    }

    // Short, so that the clock changes during proofs.
    private static Plan WithClocks(Plan plan, Random chance)
    {
        var (seconds, minutes) = (TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5));
        var jumps = Enumerable
            .Range(0, chance.Next(8, 25))
            .Select(_ =>
                chance.Pick(seconds, minutes, minutes, TimeSpan.FromHours(1), PlanMaker.PastEveryDeadline)
                * chance.Pick(1, 1, 1, -1));
        return plan with
        {
            Duration = chance.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)),
            Host = plan.Host with { ClockJumps = [.. jumps] },
        };
    }

    private static Plan WithRestores(Plan plan, Random chance) => plan with
    {
        Accounts = chance.Next(1, 4),
        Starts = plan.Starts + chance.Next(4, 12),
        Host = plan.Host with { Backups = chance.Next(2, 8), Restores = chance.Next(1, 5), Copies = chance.Next(0, 3) },
    };

    // Juspay shows a drop at once, but not on every replica.
    private static Plan WithReplicas(Plan plan, Random chance) => plan with
    {
        Juspay = plan.Juspay with { Stale = 0 },
        Nature = plan.Nature with { Behind = chance.Pick(0.1, 0.4) },
    };
}
