namespace AccountValidation.Fuzz.Targets;

/// <summary>A parser of the product, and what must hold for it whatever it is given.</summary>
public abstract class FuzzTarget
{
    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new JuspayTarget(),
        new StartTarget(),
        new MessageTarget(),
        new HeadersTarget(),
        new ListTarget(),
        new NotificationTarget(),
    ];

    /// <summary>The name on the command line, and of the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>What inputs are made of, for mutations that chance would never make.</summary>
    public abstract IReadOnlyList<string> Tokens { get; }

    /// <summary>The inputs that are kept for it, which every test run tries again.</summary>
    public IReadOnlyList<string> Corpus
    {
        get
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", Name);
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)] : [];
        }
    }

    /// <summary>Reads an input, and compares what came of it with the contract.</summary>
    /// <exception cref="FindingException">What came of it breaks the contract. Anything else that is thrown is a fault
    /// too.</exception>
    public abstract void Run(ReadOnlyMemory<byte> input);
}
