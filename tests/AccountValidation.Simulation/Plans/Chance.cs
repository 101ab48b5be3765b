namespace AccountValidation.Simulation.Plans;

/// <summary>Draws from the seed's chance.</summary>
internal static class Chance
{
    /// <summary>True with a probability from 0 to 1.</summary>
    public static bool Happens(this Random chance, double probability) => chance.NextDouble() < probability;

    /// <summary>A time between two.</summary>
    public static TimeSpan Between(this Random chance, TimeSpan least, TimeSpan most) =>
        least + ((most - least) * chance.NextDouble());

    /// <summary>A time that is mostly short and now and then long: exponential around a mean.</summary>
    public static TimeSpan Around(this Random chance, TimeSpan mean) => mean * -Math.Log(1 - chance.NextDouble());

    /// <summary>One of several.</summary>
    public static T Pick<T>(this Random chance, params ReadOnlySpan<T> choices) => choices[chance.Next(choices.Length)];

    /// <summary>One of several, each as likely as its weight says.</summary>
    public static T Pick<T>(this Random chance, IReadOnlyList<(T What, double Weight)> choices)
    {
        var left = chance.NextDouble() * choices.Sum(choice => choice.Weight);
        foreach (var (what, weight) in choices)
        {
            left -= weight;
            if (left < 0)
            {
                return what;
            }
        }

        return choices[^1].What;
    }
}
