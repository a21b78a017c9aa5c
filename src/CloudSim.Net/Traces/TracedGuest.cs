namespace CloudSim.Net.Traces;

/// <summary>
/// A guest of a trace that was read whole: its life, its size, and what it uses over time. Times count from the trace's begin.
/// </summary>
public sealed class TracedGuest
{
    /// <summary>CPUs that a guest has at least: one that asks for none has so many.</summary>
    public const double LeastCpus = 1e-6;

    private readonly double[] times;
    private readonly float[] levels;

    /// <summary>A guest whose use changes at times.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="begin">When it is asked for, in seconds.</param>
    /// <param name="end">When it ends, in seconds.</param>
    /// <param name="cpus">CPUs that it asks for, or a share of a machine.</param>
    /// <param name="memory">MiB that it asks for, or a share of a machine; NaN if that is unknown.</param>
    /// <param name="changes">From when on it uses how many CPUs (or which share of a machine), in order of time, each time once.</param>
    public TracedGuest(string id, double begin, double end, double cpus, double memory, IReadOnlyList<(double Time, double Cpus)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        (Id, Begin, End, Cpus, Memory) = (id, begin, end, cpus, memory);
        (times, levels) = ([.. changes.Select(change => change.Time)], [.. changes.Select(change => (float)change.Cpus)]);
        for (var i = 1; i < times.Length; i++)
            if (!(times[i] > times[i - 1]))
                throw new ArgumentException($"{id}: change {i} is not after the one before it", nameof(changes));
        if (!(begin >= 0 && end >= begin && double.IsFinite(end) && cpus > 0))
            throw new ArgumentException($"{id} lives from {begin} to {end} with {cpus} CPUs", nameof(end));
    }

    /// <summary>A guest that lives and works as another one.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="mark">What its name has more.</param>
    internal TracedGuest(TracedGuest other, string mark)
    {
        (Id, Begin, End, Cpus, Memory) = ($"{other.Id} {mark}", other.Begin, other.End, other.Cpus, other.Memory);
        (times, levels) = (other.times, other.levels);
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>When it is asked for, in seconds.</summary>
    public double Begin { get; }

    /// <summary>When it ends, in seconds.</summary>
    public double End { get; }

    /// <summary>Whether it ends within the trace; else <see cref="End"/> is where the trace ends, and it lives on.</summary>
    public bool HasEnded { get; init; } = true;

    /// <summary>How long it runs, in seconds.</summary>
    public double Length => End - Begin;

    /// <summary>CPUs that it asks for, or a share of a machine.</summary>
    public double Cpus { get; }

    /// <summary>MiB that it asks for, or a share of a machine; NaN if that is unknown.</summary>
    public double Memory { get; }

    /// <summary>How often its use changes.</summary>
    public int Changes => times.Length;

    /// <summary>A change of its use: from when on, in seconds, and how many CPUs.</summary>
    public (double Time, double Cpus) Change(int index) => (times[index], levels[index]);

    /// <summary>What it uses at a time: 0 before the first change.</summary>
    public double UseAt(double time)
    {
        var at = Array.BinarySearch(times, time);
        return (at >= 0 ? at : ~at - 1) is >= 0 and var change ? levels[change] : 0;
    }

    /// <summary>CPU seconds (or shares of a machine, for seconds) that it uses in its life.</summary>
    public double Work
    {
        get
        {
            var work = 0.0;
            for (var i = 0; i < times.Length; i++)
            {
                var (from, to) = (Math.Max(times[i], Begin), Math.Min(i + 1 < times.Length ? times[i + 1] : End, End));
                if (to > from)
                    work += levels[i] * (to - from);
            }

            return work;
        }
    }
}
