namespace AccountValidation.Simulation.Plans;

/// <summary>Draws from the seed's source of chance.</summary>
internal static class Chance
{
    /// <summary>True with a probability from 0 to 1.</summary>
    public static bool Happens(this Random chance, double probability) => chance.NextDouble() < probability;

    /// <summary>Draws a time between two times.</summary>
    public static TimeSpan Between(this Random chance, TimeSpan least, TimeSpan most) =>
        least + ((most - least) * chance.NextDouble());

    /// <summary>Draws a mostly short and sometimes long time: exponential around a mean.</summary>
    public static TimeSpan Around(this Random chance, TimeSpan mean) => mean * -Math.Log(1 - chance.NextDouble());

    /// <summary>Picks one of several choices, each equally likely.</summary>
    public static T Pick<T>(this Random chance, params ReadOnlySpan<T> choices) => choices[chance.Next(choices.Length)];

    /// <summary>Picks one of several choices by their weights.</summary>
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
