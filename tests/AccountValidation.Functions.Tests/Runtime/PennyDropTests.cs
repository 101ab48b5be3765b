using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>No account is paid twice, whatever the runtime does.</summary>
/// <param name="azurite">Has the tables.</param>
public sealed class PennyDropTests(AzuriteFixture azurite)
{
    private const int Many = 20;

    [Fact]
    public async Task PennyDrop_WithoutAnAnswer_IsPaidOnce()
    {
        await using var host = await RuntimeHost.StartAsync(azurite, ("Juspay:Timeout", "00:00:01"));

        var finished = await host.FinishedAsync(await host.ValidateAsync("timeout-after.1"));

        Assert.Equal(ValidationStatus.Active, finished.Status);
        Assert.Equal((1, 1), (finished.ValidateAttempts, finished.UncertainAttempts));
        Assert.Equal(["timeout-after.1"], await host.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Validations_SideBySide_AreEachPaidOnce()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);
        string[] scripts = ["active.", "pending-1s-active."];
        string[] accounts = [.. Enumerable.Range(0, Many).Select(n => scripts[n % scripts.Length] + n)];

        var ids = await Task.WhenAll(accounts.Select(host.ValidateAsync));
        foreach (var id in ids) // one after the other: twenty that ask at once would slow down what they wait for
        {
            Assert.Equal(ValidationStatus.Active, (await host.FinishedAsync(id)).Status);
        }

        Assert.Equal(accounts.Order(), (await host.Juspay.DropsAsync()).Order());
        Assert.All(ids, id => Assert.True(host.DeliveryOf(id).IsAccepted));
    }

    // The version before wrote the number of a step into its request, and no step. The request may lie in a queue while
    // this version is deployed.
    [Fact]
    public async Task PennyDrop_RequestedByTheVersionBefore_IsFoundInTheJournalAndNotPaidAgain()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);
        var finished = await host.FinishedAsync(await host.ValidateAsync("active.former"));

        StepRequest Former(int number) => JsonSerializer.Deserialize<StepRequest>(
            $$"""
            {
              "validationId": "{{finished.Id}}", "instance": "{{finished.Id}}", "askedAt": "2026-11-30T10:00:00+00:00",
              "state": {{StateElement.Of(finished).GetRawText()}}, "number": {{number}}, "traceParent": null
            }
            """)!;
        var token = TestContext.Current.CancellationToken;
        var known = await host.Activities.DropPennyAsync(Former(number: 1), token);
        var unknown = await host.Activities.DropPennyAsync(Former(number: 7), token);
        var delivered = await host.Activities.DeliverCallbackAsync(Former(number: 1), token);

        Assert.Equal(ValidationStatus.Active, StateElement.Read(known.State!.Value).Status);
        Assert.IsType<Outcome.Overtaken>(unknown.ReadOutcome());
        Assert.Equal(ValidationStatus.Active, StateElement.Read(delivered.State!.Value).Status);
        Assert.Equal(["active.former"], await host.Juspay.DropsAsync());
        Assert.True(host.DeliveryOf(finished.Id).IsAccepted);
    }
}
