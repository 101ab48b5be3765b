namespace AccountValidation.JuspaySimulator;

/// <summary>One thing that goes wrong: on which calls, before or after the drop, what is answered instead, and how often.</summary>
internal sealed record Trouble(Calls On, Answer Answer, Limit Limit, bool AfterDrop = false)
{
    public static Trouble Always(Calls on, Answer answer) => new(on, answer, new Limit.None());

    public static Trouble Times(Calls on, Answer answer, int times) => new(on, answer, new Limit.Times(times));

    public static Trouble Lasting(Calls on, Answer answer, TimeSpan duration) => new(on, answer, new Limit.Lasting(duration));

    public static Trouble OnceDropped(Answer answer) => new(Calls.Validate, answer, new Limit.None(), AfterDrop: true);
}
