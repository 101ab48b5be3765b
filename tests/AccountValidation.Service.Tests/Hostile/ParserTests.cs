using AccountValidation.Fuzz.Targets;
using CsCheck;

namespace AccountValidation.Service.Tests.Hostile;

/// <summary>
/// What holds for every parser whatever it is given: it throws nothing, and what comes of it obeys the contract. The
/// inputs are the corpus that fuzzing has left, bytes of chance, and pieces of what the parser reads in an order of
/// chance.
/// </summary>
public sealed class ParserTests
{
    private const long Some = 2000;

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Parser_AnyInputOfTheCorpus_KeepsTheContract(string name)
    {
        var target = Named(name);
        Assert.NotEmpty(target.Corpus);
        Assert.All(target.Corpus, file => target.Run(File.ReadAllBytes(file)));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Parser_AnyBytes_KeepsTheContract(string name)
    {
        var target = Named(name);
        Gen.Byte.Array[0, 400].Sample(bytes => target.Run(bytes), iter: Some, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Parser_AnyPieces_KeepsTheContract(string name)
    {
        var target = Named(name);
        Gen.OneOf(target.Tokens.ToArray())
            .Array[0, 40]
            .Sample(pieces => target.Run(Latin1(string.Concat(pieces))), iter: Some, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Parser_AnyInputOfTheCorpusThatIsDamaged_KeepsTheContract(string name)
    {
        var target = Named(name);
        var inputs = target.Corpus.Select(File.ReadAllBytes).Where(input => input.Length > 0).ToList();
        Gen.Select(
                Gen.Int[0, inputs.Count - 1],
                Gen.Int[0, int.MaxValue],
                Gen.OneOf(target.Tokens.ToArray()),
                Gen.Int[0, 20])
            .Sample(
                (input, at, piece, cut) =>
                {
                    var bytes = inputs[input];
                    var place = at % bytes.Length;
                    target.Run(
                        (byte[])[.. bytes[..place], .. Latin1(piece), .. bytes[Math.Min(bytes.Length, place + cut)..]]);
                },
                iter: Some,
                threads: 1);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Parser_HugeOrDeepInput_KeepsTheContract(string name)
    {
        var target = Named(name);
        foreach (
            var piece in new[]
            {
                "[",
                "{\"a\":",
                "\"",
                "\\u0000",
                "{\"a\":1,",
                "9",
                ",",
                "a=1&",
                "Prefer: wait=1\n",
                "\"text\",",
            })
        {
            target.Run(Latin1(string.Concat(Enumerable.Repeat(piece, 300 * 1024 / piece.Length))));
        }
    }

    private static FuzzTarget Named(string name) => FuzzTarget.All.Single(target => target.Name == name);

    private static byte[] Latin1(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
