using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Settings;
using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Plans;

/// <summary>Draws plans: calm worlds and stormy worlds, hours and days, tight settings and the defaults.</summary>
internal static class PlanMaker
{
    /// <summary>A change of the clock that passes every deadline.</summary>
    public static readonly TimeSpan PastEveryDeadline = TimeSpan.FromHours(73);

    /// <summary>Draws a plan.</summary>
    public static Plan Draw(Random chance)
    {
        var isLong = chance.Happens(0.25);
        var duration = isLong
            ? chance.Between(TimeSpan.FromHours(12), TimeSpan.FromDays(5))
            : chance.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(6));
        var submission = DrawSubmission(chance);
        var timeout = chance.Pick(
            TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        var host = DrawHost(chance);
        var recheck = DrawRecheck(chance, isLong);
        return Timed(
            new()
            {
                Settings = new(
                    new JuspaySettings
                    {
                        BaseUrl = new("https://juspay.example/"),
                        ApiKey = "key",
                        Timeout = timeout,
                        MaxConcurrentCalls = chance.Pick(64, 64, 2),
                    },
                    submission,
                    new RecheckSettings { General = recheck },
                    DrawCallbacks(chance, isLong),
                    new ApiSettings(),
                    new QueueSettings()),
                DrainTime = chance.Pick(TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
                RetainSettled = chance.Pick(TimeSpan.FromDays(90), TimeSpan.FromDays(90), TimeSpan.FromHours(1)),
                Duration = duration,
                Accounts = chance.Next(1, 7),
                Starts = chance.Next(2, 16),
                Calls = chance.Next(0, 30),
                Juspay = DrawJuspay(chance),
                Receivers = new()
                {
                    FaultRate = chance.Pick(0, 0.1, 0.5),
                    Down = chance.Happens(0.3) ? 1 : 0,
                    DeadLetterFaultRate = chance.Pick(0, 0.5),
                },
                Host = host,
                ArrivesWithin = TimeSpan.Zero,
                ShownWithin = TimeSpan.Zero,
            });
    }

    /// <summary>Sets the times of a plan that depend on its settings.</summary>
    public static Plan Timed(Plan plan)
    {
        var timeout = plan.Settings.Juspay.Timeout;
        return plan with
        {
            // A replica may be behind for as long as a late drop would need.
            ArrivesWithin = plan.Nature.Behind > 0 ? timeout : timeout + plan.ShowsWithin,
            ShownWithin = timeout + plan.ShowsWithin,
        };
    }

    private static SubmissionSettings DrawSubmission(Random chance) =>
        new()
        {
            ConfirmAfter = chance.Pick(
                TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
            MaxAttempts = chance.Pick(3, 3, 1, 5),
            ReuseWithin = chance.Happens(0.1) ? TimeSpan.FromHours(2) : TimeSpan.Zero,
        };

    private static RecheckTerms DrawRecheck(Random chance, bool isLong) =>
        new(
            chance.Pick(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)),
            chance.Pick(1.6, 1.6, 3),
            chance.Pick(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)),
            0.2,
            isLong
                ? TimeSpan.FromHours(72)
                : chance.Pick(
                    TimeSpan.FromHours(2), TimeSpan.FromMinutes(20), TimeSpan.FromHours(6), TimeSpan.FromMinutes(2)),
            chance.Happens(0.1) ? RecheckPreset.Npci : null);

    private static CallbackSettings DrawCallbacks(Random chance, bool isLong) =>
        new()
        {
            Secrets = [.. Receivers.Secrets.Of(chance.Pick(1, 2))],
            Timeout = TimeSpan.FromSeconds(15),
            Schedule = isLong
                ? CallbackSettings.DefaultSchedule
                :
                [
                    TimeSpan.Zero,
                    TimeSpan.FromSeconds(5),
                    TimeSpan.FromMinutes(5),
                    TimeSpan.FromMinutes(30),
                    TimeSpan.FromHours(2),
                ],
        };

    private static JuspayWeather DrawJuspay(Random chance)
    {
        var storm = chance.Pick(0, 0.02, 0.1, 0.3);
        var fates = Enum.GetValues<Fate>()
            .Where(fate => fate <= Fate.Refused) // Special worlds use the further fates.
            .Select(fate =>
                (
                    fate,
                    fate == Fate.Answered ? 1
                    : fate == Fate.Refused ? storm / 20
                    : storm * chance.NextDouble()))
            .ToList();
        return new()
        {
            Fates = fates,
            Latency = chance.Pick(TimeSpan.FromMilliseconds(80), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)),
            Slow = chance.Pick(0, 0.05, 0.2),
            Stale = chance.Pick(0, 0.3, 0.8),
            KeyOutages = chance.Happens(0.15) ? 1 : 0,
            Outages = chance.Happens(0.2) ? chance.Next(1, 4) : 0,
        };
    }

    private static HostWeather DrawHost(Random chance) =>
        new()
        {
            Kills = chance.Happens(0.7) ? chance.Next(0, 10) : 0,
            KillAtStep = chance.Pick(0, 0, 0.002, 0.01),
            KillInCommit = chance.Pick(0, 0, 0.01, 0.05),
            Stops = chance.Happens(0.4) ? chance.Next(1, 4) : 0,
            Downtime = chance.Pick(
                TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(3)),
            ClockJumps = DrawJumps(chance),
            FullDisks = chance.Happens(0.2) ? chance.Next(1, 4) : 0,
            CommitTime = chance.Pick(
                TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(300)),
            CheckpointPages = chance.Pick(1000, 1000, 10),
        };

    private static List<TimeSpan> DrawJumps(Random chance)
    {
        if (!chance.Happens(0.3))
        {
            return [];
        }

        var longest = chance.Pick(
            TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), TimeSpan.FromHours(6), PastEveryDeadline);
        return
        [
            .. Enumerable
                .Range(0, chance.Next(1, 4))
                .Select(_ =>
                    longest == PastEveryDeadline ? longest * chance.Pick(1, -1) : chance.Between(-longest, longest)),
        ];
    }
}
