using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Counts the unfinished validations as their orchestrations stand. Tables keep no counts, so a summary reads a bounded
/// number of validations: a transaction for a thousand rows, and two for each validation.
/// </summary>
/// <param name="unfinished">Finds the unfinished validations.</param>
/// <param name="views">Gives their current state.</param>
public sealed class Summaries(UnfinishedRows unfinished, LiveViews views)
{
    /// <summary>The most validations that a summary reads.</summary>
    public const int MostRead = 1_000;

    private const int SideBySide = 16;

    /// <summary>Counts the unfinished validations, at most <see cref="MostRead"/> of them.</summary>
    /// <exception cref="StoreUnavailableException">The tables cannot be read.</exception>
    public async Task<ValidationSummary> SummarizeAsync(CancellationToken cancellationToken)
    {
        var found = new List<Validation>();
        await foreach (
            var ids in unfinished
                .ReadAllAsync(cancellationToken)
                .Select(row => row.ValidationId)
                .Distinct()
                .Take(MostRead)
                .Chunk(SideBySide))
        {
            var read = await Task.WhenAll(ids.Select(id => views.FindAsync(id, cancellationToken)));
            found.AddRange(read.OfType<Validation>().Where(validation => !validation.IsFinished));
        }

        return new(
            TalliesOf(found, validation => validation.Status, validation => validation.CreatedAt),
            TalliesOf(found, validation => WaitOf(validation).Cause, validation => WaitOf(validation).Since),
            TalliesOf(found, validation => validation.Callback?.Status, validation => validation.CreatedAt),
            ReceiversOf(found),
            IsComplete: false);
    }

    private static WaitingFor WaitOf(Validation unfinished) => Waits.Of(unfinished)!;

    private static List<Tally<T>> TalliesOf<T>(
        List<Validation> found, Func<Validation, T> of, Func<Validation, DateTimeOffset> time) =>
        [
            .. found
                .GroupBy(of)
                .Select(group => new Tally<T>(group.Key, group.Count(), group.Min(time)))
                .OrderByDescending(tally => tally.Count),
        ];

    private static List<ReceiverTally> ReceiversOf(List<Validation> found) =>
        [
            .. found
                .Where(validation => ReceiverHost.Of(validation) is not null)
                .GroupBy(validation => ReceiverHost.Of(validation)!)
                .Select(TallyOf)
                .Where(receiver => receiver.Waiting + receiver.Failed > 0)
                .OrderByDescending(receiver => receiver.Waiting + receiver.Failed)
                .Take(ValidationSummary.MostReceivers),
        ];

    private static ReceiverTally TallyOf(IGrouping<string, Validation> receiver)
    {
        var waiting = receiver.Where(validation => WaitOf(validation).Cause == WaitCause.Receiver).ToList();
        return new(
            receiver.Key,
            waiting.Count,
            receiver.Count(validation => validation.Callback?.Status == CallbackStatus.Failed),
            waiting.Count == 0 ? null : waiting.Min(validation => WaitOf(validation).Since));
    }
}
