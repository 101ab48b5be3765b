using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Views;

namespace AccountValidation.Core.Tests.Accounts;

/// <summary>The text of what may reach a log names ids and statuses, which is what a log is searched for.</summary>
public sealed class LogTextTests
{
    private static readonly Validation Settled = new Story().Pay(Replies.Active).Validation;

    [Fact]
    public void Text_OfAValidationAndItsView_IsIdAndStatus()
    {
        Assert.Equal($"{Make.Id} (Active)", Settled.ToString());
        Assert.Equal($"{Make.Id} (ACTIVE)", Projection.Of(Settled).ToString());
    }

    [Fact]
    public void Text_OfACallbackAndItsMessage_IsIdAndTypeOrStatus()
    {
        Assert.Equal("msg_01JD3Z6Q2M8R5T7V9X0Y1A2B3C (Pending)", Settled.Callback!.ToString());
        Assert.Equal(
            $"validation.active {Make.Id} (ACTIVE)",
            new CallbackMessage("validation.active", Make.Start, Projection.Of(Settled)).ToString());
    }

    [Fact]
    public void Text_OfWhatHoldsPersonalData_IsItsTypeOnly()
    {
        Assert.Equal("AccountDetails", AccountDetails.None.ToString());
        Assert.Equal("AccountView", Projection.Of(Settled).Account!.ToString());
    }
}
