using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service;
using AccountValidation.Service.Http;

namespace AccountValidation.Fuzz.Targets;

/// <summary>What is the same for every input.</summary>
internal static class Fixed
{
    /// <summary>The time at which everything happens.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A clock that stands still.</summary>
    public static readonly TimeProvider Clock = new StoppedClock();

    /// <summary>The same as a time of day.</summary>
    public static readonly WallClock WallClock = new(Clock);

    /// <summary>Settings as they are by default, with a callback.</summary>
    public static readonly ServiceSettings Settings = new(
        new()
        {
            BaseUrl = new("https://sandbox.juspay.in/"),
            ApiKey = "key",
            NotificationUser = "juspay",
            NotificationPassword = "secret",
        },
        new(),
        new(),
        new() { DefaultUrl = "https://onboarding.example/hooks" },
        new(),
        new());

    /// <summary>A validation that was accepted now.</summary>
    public static Validation Accepted(ValidationRequest request) =>
        Lifecycle.Accept("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C", request, Settings.ToTerms(request.Gateway), Now);

    /// <summary>The first validation of everyone.</summary>
    public static Validation Accepted() => Accepted(new()
    {
        CustomerId = "cst_1",
        CustomerAccountId = "banh_1",
        RoutingId = "cst_1",
        Amount = 1,
        CallbackUrl = Settings.Callbacks.DefaultUrl,
    });

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
