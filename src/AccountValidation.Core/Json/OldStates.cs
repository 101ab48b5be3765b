using AccountValidation.Core.Schedules;

namespace AccountValidation.Core.Json;

/// <summary>
/// States of versions that did not note whether a POST had left, nor what its answer left open. They are read as the
/// most cautious of what they may mean: every attempt left, and the last one may have been refused a moment ago.
/// </summary>
internal static class OldStates
{
    public static Validation Upgraded(Validation stored) => stored switch
    {
        { PennyLeft: not null } => stored,
        { HasSentPenny: true, Stage: Stage.Paying stage } =>
            stored with { PennyLeft = true, Stage = Held(stage, stored.Terms) },
        _ => stored with { PennyLeft = stored.HasSentPenny },
    };

    // It was due after the end of the last attempt: whatever became of that, a check shows it this much later.
    private static Stage.Paying Held(Stage.Paying stage, Terms terms) =>
        stage with { ClearFrom = ConfirmSchedule.ShownFrom(stage.DueAt, terms.ConfirmAfter) };
}
