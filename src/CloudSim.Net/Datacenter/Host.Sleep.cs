namespace CloudSim.Net.Datacenter;

/// <content>A machine that sleeps: it admits no guest, and its tasks wait.</content>
public sealed partial class Host
{
    /// <summary>What refuses a guest on a machine that sleeps, or is on its way there or back.</summary>
    public const string NotAwake = "the machine is not awake";

    /// <summary>
    /// Whether it runs what it is given. A machine that sleeps admits no guest (<see cref="NotAwake"/>); work that is asked of its tasks
    /// waits until it is awake.
    /// </summary>
    public bool IsAwake { get; private set; } = true;

    /// <summary>Stops all tasks, as the kernel does before it suspends the machine.</summary>
    internal void Suspend() => Set(awake: false);

    /// <summary>Lets them go on.</summary>
    internal void Resume() => Set(awake: true);

    /// <summary>Told when it has fallen asleep or is awake again.</summary>
    internal event Action? AwakeChanged;

    /// <summary>Requests that hold a place on it, and threads of moves from it and to it: a machine with any does not sleep.</summary>
    internal int Places { get; set; }

    /// <summary>Told when the last guest has ended, or the last thread of a move, and nobody holds a place on it.</summary>
    internal event Action? Vacated;

    /// <summary>Tells so, if it is.</summary>
    internal void TellIfVacant()
    {
        if (IsVacant)
            Vacated?.Invoke();
    }

    /// <summary>Whether it has no guests, and nobody holds a place on it.</summary>
    internal bool IsVacant => guests.Count == 0 && Places == 0;

    private void Set(bool awake)
    {
        IsAwake = awake;
        Scheduler.Root.IsSuspended = !awake;
        AwakeChanged?.Invoke();
    }
}
