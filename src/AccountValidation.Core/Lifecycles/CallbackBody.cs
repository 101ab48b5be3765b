using System.Text.Json;
using AccountValidation.Core.Views;

namespace AccountValidation.Core.Lifecycles;

/// <summary>Renders the body of a callback, once, when the validation settles.</summary>
internal static class CallbackBody
{
    public static string Render(Validation settled)
    {
        var view = Projection.Of(settled) with { Timeline = null, Callback = null, WaitingFor = null };
        var message = new CallbackMessage(
            StatusNames.EventTypeOf(settled.Status), view.SettledAt ?? settled.CreatedAt, view);
        return JsonSerializer.Serialize(message, ContractJson.Default.CallbackMessage);
    }
}
