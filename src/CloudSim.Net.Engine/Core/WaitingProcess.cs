namespace CloudSim.Net.Engine;

/// <summary>A process that has not ended, and what it waits for.</summary>
/// <param name="Process">The process.</param>
/// <param name="Name">The name of its method.</param>
/// <param name="Target">The event that it waits for; null before its first step.</param>
public readonly record struct WaitingProcess(Process Process, string Name, Event Target)
{
    /// <summary>Who waits for what, for instance <c>Customer waits for Request</c>.</summary>
    public override string ToString() => $"{Name} waits for {Describe(Target)}";

    private static string Describe(Event target) => target switch
    {
        null => "its first step",
        Process process => $"process {NameOf(process)}",
        _ => target.GetType().Name + (target.IsTriggered ? " (triggered)" : " (not triggered)"),
    };

    /// <summary>The name of a process's method: compilers name the class of an iterator after it.</summary>
    internal static string NameOf(Process process)
    {
        var name = process.Generator?.GetType().Name ?? nameof(Process);
        int close = name.IndexOf('>');
        if (close <= 1)
            return name;
        int local = name.IndexOf("g__", close, StringComparison.Ordinal);
        int bar = name.IndexOf('|', close);
        return local >= 0 && bar > local ? name[(local + 3)..bar] : name[1..close];
    }
}
