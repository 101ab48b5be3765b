using System.Text.Json;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Views;
using CsCheck;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What holds for the stored form and the view of every validation at every moment.</summary>
public sealed class StateProperties
{
    private const long Some = 200; // each walk has hundreds of turns, and each turn is written and read

    [Fact]
    public void State_StoredAndLoaded_GivesTheSameTextAndTheSameStep() => Walks.AllTurns(
        turn =>
        {
            var text = StateJson.Serialize(turn.After);
            var loaded = StateJson.Deserialize(text);
            Assert.Equal(text, StateJson.Serialize(loaded));
            Assert.Equal(Lifecycle.Next(turn.After, turn.At), Lifecycle.Next(loaded, turn.At));
            Assert.Equal(turn.After.Stage, loaded.Stage);
        },
        Some);

    [Fact]
    public void View_AtEveryMoment_CanBeWrittenAndHoldsNoRawVpa() => Walks.AllTurns(
        turn =>
        {
            var view = JsonSerializer.Serialize(Projection.Of(turn.After), ContractJson.Default.ValidationView);
            Assert.DoesNotContain(World.RawVpa, view, StringComparison.Ordinal);
            Assert.DoesNotContain("9876543210", view, StringComparison.Ordinal);
            Assert.DoesNotContain("9876543210", turn.After.Callback?.Body ?? "", StringComparison.Ordinal);
        },
        Some);

    [Fact]
    public void View_OfAnyText_CanBeWrittenAndRead() =>
        Gen.Select(Gen.String, Gen.String)
            .Sample(
                (vpa, name) =>
                {
                    var seen = new AccountSnapshot(
                        AccountStatus.Active, Make.Start, new(Masking.Vpa(vpa), BeneficiaryName: name));
                    var view = JsonSerializer.Serialize(
                        Projection.Of(Make.Accepted() with { LastSeen = seen }), ContractJson.Default.ValidationView);
                    Assert.NotNull(JsonDocument.Parse(view));
                });

    [Fact]
    public void View_OfAMaskThatCutsACharacterInTwo_CanBeWritten()
    {
        var seen = new AccountSnapshot(AccountStatus.Active, Make.Start, new(Masking.Vpa("a😀😀😀a@yesg")));
        var validation = Make.Accepted() with { LastSeen = seen };
        Assert.Contains(
            "@yesg",
            JsonSerializer.Serialize(Projection.Of(validation), ContractJson.Default.ValidationView),
            StringComparison.Ordinal);
        Assert.Contains("@yesg", StateJson.Serialize(validation), StringComparison.Ordinal);
    }
}
