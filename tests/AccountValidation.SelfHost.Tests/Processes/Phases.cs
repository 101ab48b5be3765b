using AccountValidation.Core;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Validations in every phase at once.</summary>
internal static class Phases
{
    private const string CheckIsHeld = "active.held";
    private const string ReceiverRefuses = "active.refused";
    private const string Delivered = "active.delivered";

    private static readonly string[] Waiting = ["pending-5s-active", "pending-8s-active"];
    private static readonly string[] Confirming =
    [
        "error-after-2s.1",
        "error-after-2s.2",
        "garbage-html",
        "error-before-1",
    ];
    private static readonly string[] MoneyOnItsWay =
    [
        "slow-2s-pending-1s-active",
        "slow-3s",
        "timeout-after",
        "timeout-before-1",
        "slow-2s.1",
        "slow-2s.2",
    ];

    /// <summary>The number of validations.</summary>
    public static int Count => 3 + Waiting.Length + Confirming.Length + MoneyOnItsWay.Length;

    /// <summary>Starts the validations, and returns at a moment at which every phase has a validation.</summary>
    public static async Task ReachAllAsync(World world, Uri address)
    {
        using var caller = new ServiceCaller(address);
        await caller.StartAsync(Delivered, world.Receiver.Accepting);
        await caller.StartAsync(ReceiverRefuses, world.Receiver.Refusing);
        await caller.StartAsync(CheckIsHeld, world.Receiver.Accepting);
        await Eventually.TrueAsync(
            () => HasAttempted(world, Delivered) && HasAttempted(world, ReceiverRefuses),
            "callbacks were sent");
        await StartAsync(Waiting.Concat(Confirming));
        await Eventually.TrueAsync(
            () => IsIn<Stage.Waiting>(world, Waiting) && IsIn<Stage.Confirming>(world, Confirming),
            "checks are waited for");
        await StartAsync(MoneyOnItsWay);
        foreach (var account in MoneyOnItsWay)
        {
            await Eventually.TrueAsync(
                async () => await world.Juspay.PostsAsync(ServiceCaller.Customer, account) > 0,
                $"the penny of {account} is on its way");
        }

        Task StartAsync(IEnumerable<string> accounts) =>
            Task.WhenAll(accounts.Select(account => caller.StartAsync(account, world.Receiver.Accepting)));
    }

    /// <summary>Checks after the process's end that it ended with validations in every phase.</summary>
    public static void AssertAllAreThere(World world)
    {
        Assert.True(IsIn<Stage.Checking>(world, CheckIsHeld));
        Assert.True(IsIn<Stage.DropUnderWay>(world, MoneyOnItsWay));
        Assert.True(IsIn<Stage.Confirming>(world, Confirming));
        Assert.True(IsIn<Stage.Waiting>(world, Waiting));
        Assert.Equal(CallbackStatus.Pending, CallbackOf(world, ReceiverRefuses).Status);
        Assert.Equal(CallbackStatus.Delivered, CallbackOf(world, Delivered).Status);
    }

    private static bool IsIn<TStage>(World world, params IEnumerable<string> accounts)
        where TStage : Stage =>
        world.Validations.Any(validation =>
            validation.Stage is TStage && accounts.Contains(validation.Request.CustomerAccountId));

    private static bool HasAttempted(World world, string account) => CallbackOf(world, account).Attempts > 0;

    private static Callback CallbackOf(World world, string account) =>
        world.Validations.Single(validation => validation.Request.CustomerAccountId == account).Callback!;
}
