namespace CloudSim.Net.Scheduling;

/// <summary>
/// Listens to the switches of a scheduler: histograms of time slices and waits, in memory bounded by the number of classes, and each slice
/// as it ends. A scheduler without a recorder pays nothing.
/// </summary>
public sealed class SwitchRecorder : IDisposable
{
    private readonly CpuScheduler scheduler;
    private readonly Func<CpuTask, object> by;
    private readonly (long Start, long Wait)[] running;
    private readonly Dictionary<object, SliceHistograms> classes = [];

    /// <summary>Begins to listen; slices that are under way are left out.</summary>
    /// <param name="scheduler">Whose switches.</param>
    /// <param name="by">The class that a task counts in, for instance the task itself; its group by default.</param>
    public SwitchRecorder(CpuScheduler scheduler, Func<CpuTask, object>? by = null)
    {
        (this.scheduler, this.by) = (scheduler, by ?? (task => task.Group));
        running = new (long, long)[scheduler.Cpus];
        Array.Fill(running, (-1, 0));
        scheduler.Switched += OnSwitch;
    }

    /// <summary>Called with each slice when it is over.</summary>
    public Action<TimeSlice>? SliceEnded { get; set; }

    /// <summary>The classes that had a slice, in the order of their first.</summary>
    public IEnumerable<object> Classes => classes.Keys;

    /// <summary>The histograms of a class; empty ones if it had no slice.</summary>
    public SliceHistograms this[object of] => classes.TryGetValue(of, out var found) ? found : new();

    /// <summary>Forgets what was recorded, for instance after a warm-up; a slice under way counts whole when it ends.</summary>
    public void Clear() => classes.Clear();

    /// <summary>Ends listening; what was recorded stays readable.</summary>
    public void Dispose() => scheduler.Switched -= OnSwitch;

    private void OnSwitch(int cpu, CpuTask? from, CpuTask? to)
    {
        var now = scheduler.NowNs;
        var (start, wait) = running[cpu];
        if (from != null && start >= 0)
        {
            var slice = new TimeSlice(from, cpu, wait, start, now, from.IsSleeping || from.HasExited);
            var key = by(from);
            if (!classes.TryGetValue(key, out var histograms))
                classes[key] = histograms = new();
            histograms.Add(slice);
            SliceEnded?.Invoke(slice);
        }

        running[cpu] = to == null ? (-1, 0) : (now, now - to.QueuedSince);
    }
}
