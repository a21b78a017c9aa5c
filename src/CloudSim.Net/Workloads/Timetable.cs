using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Calls back at many given times, one after the other: what a trace submits. One timer serves all, and nothing is allocated for each.
/// </summary>
public sealed class Timetable
{
    private readonly Simulation simulation;
    private readonly int count;
    private readonly Func<int, TimeSpan> at;
    private readonly Action<int> due;
    private readonly Alarm alarm;
    private readonly DateTime begin;
    private int next;

    /// <summary>A timetable that begins now.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="count">How many entries.</param>
    /// <param name="at">The time of an entry from now, by its number from 0; not negative, and not before the one before it.</param>
    /// <param name="due">Called with an entry's number when its time has come; entries of one time come in their order.</param>
    public Timetable(Simulation simulation, int count, Func<int, TimeSpan> at, Action<int> due)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        this.count = Check.Count(count, nameof(count));
        (this.at, this.due) = (Check.NotNull(at, nameof(at)), Check.NotNull(due, nameof(due)));
        this.simulation = simulation;
        begin = simulation.Now;
        alarm = new Alarm(simulation, Ring);
        Arm();
    }

    /// <summary>Entries whose time has not come.</summary>
    public int Left => count - next;

    private void Ring()
    {
        var now = simulation.Now - begin;
        while (next < count && at(next) <= now)
            due(next++);
        Arm();
    }

    private void Arm()
    {
        if (next == count)
            return;
        var time = begin + at(next);
        if (time < simulation.Now)
            throw new InvalidOperationException($"entry {next} of a timetable is due at {at(next)}, before the one before it");
        alarm.SetAt(time);
    }
}
