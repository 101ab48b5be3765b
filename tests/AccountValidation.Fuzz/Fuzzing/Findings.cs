using AccountValidation.Fuzz.Targets;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>The inputs that broke something, each kind of break once, each with the command that repeats it.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="target">The target's name.</param>
internal sealed class Findings(string folder, string target)
{
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    /// <summary>How many kinds there are.</summary>
    public int Count => _kinds.Count;

    /// <summary>Notes one; says so the first time.</summary>
    public void Add(byte[] input, Exception exception)
    {
        var place =
            exception is FindingException
                ? ""
                : exception
                    .StackTrace?.Split('\n')
                    .FirstOrDefault(line => line.Contains("AccountValidation.", StringComparison.Ordinal))
                    ?? "";
        if (_kinds.Add($"{exception.GetType().Name} {exception.Message.Split('\n')[0]} {place.Trim()}"))
        {
            Write(input, exception.ToString());
        }
    }

    /// <summary>Notes that the process ended or hung.</summary>
    public void Add(byte[] input, string what)
    {
        _kinds.Add(what);
        Write(input, what);
    }

    private void Write(byte[] input, string what)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Corpus.NameOf(input));
        File.WriteAllBytes(file, input);
        var told = $"{what}\n\nAgain: dotnet run --project tests/AccountValidation.Fuzz -- {target} --repeat {file}\n";
        File.WriteAllText(file + ".txt", told);
        Console.WriteLine("FINDING " + told);
    }
}
