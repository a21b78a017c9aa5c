using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Experiments.Recording;
using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Statistics;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Running;

// What a trial records besides its outcome. Recording changes no result.
public sealed partial class Trial
{
    private readonly Recorder recorder = new();

    /// <summary>
    /// Records a machine from now to the end of the trial: CPU time, run delay, memory, disk and network, interval by interval. The stage
    /// writes <c>&lt;script&gt;-&lt;stage&gt;-series.csv</c> (one row an interval: <see cref="Sample"/>) and a figure for each cell that
    /// records. Only the first replication of a cell is recorded, unless all are asked for.
    /// </summary>
    /// <param name="host">The machine.</param>
    /// <param name="every">The interval; 100 ms if left out. Of more than 4,096 intervals every two become one.</param>
    /// <param name="name">Its name in the table and the figure; "host 0" and so on if left out.</param>
    /// <param name="allRuns">Whether every replication is recorded.</param>
    public void Record(Host host, TimeSpan? every = null, string? name = null, bool allRuns = false)
    {
        if (Records(allRuns))
            recorder.Add(TimeSeries.Of(host, every, name));
    }

    /// <summary>Records a guest in the same way: CPU time, steal, run delay, throttled time, memory and disk.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="name">Its name; "guest 0" and so on if left out.</param>
    /// <param name="allRuns">Whether every replication is recorded.</param>
    public void Record(Guest guest, TimeSpan? every = null, string? name = null, bool allRuns = false)
    {
        if (Records(allRuns))
            recorder.Add(TimeSeries.Of(guest, every, name));
    }

    /// <summary>Records a cgroup, with all below it, in the same way: CPU time, run delay, throttled time, memory and disk.</summary>
    /// <param name="cgroup">The cgroup.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="name">Its name; its path if left out.</param>
    /// <param name="allRuns">Whether every replication is recorded.</param>
    public void Record(Cgroup cgroup, TimeSpan? every = null, string? name = null, bool allRuns = false)
    {
        if (Records(allRuns))
            recorder.Add(TimeSeries.Of(cgroup, every, name));
    }

    /// <summary>Records each CPU of a machine in the same way: its CPU time.</summary>
    /// <param name="scheduler">The scheduler of the CPUs.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="allRuns">Whether every replication is recorded.</param>
    /// <exception cref="NotSupportedException">The scheduler tells no CPU from another: it shares them as a fluid.</exception>
    public void Record(CpuScheduler scheduler, TimeSpan? every = null, bool allRuns = false)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        for (var cpu = 0; cpu < scheduler.Cpus && Records(allRuns); cpu++)
            recorder.Add(TimeSeries.Of(scheduler, cpu, every));
    }

    /// <summary>
    /// Records a datacenter from now to the end of the trial: what its hosts, racks and all of it do, interval by interval, in
    /// <c>host.csv</c>, <c>rack.csv</c> and <c>datacenter.csv</c> (columns: <see cref="HostSample"/> and so on), or as <c>.parquet</c>. The
    /// files are written while the simulation runs, in bounded memory. Where several stages, cells or runs record, the names tell them
    /// apart: <c>host-first-fit.csv</c>. Only the first replication of a cell is recorded, unless all are asked for; and a script with the
    /// option <c>--series</c> (<see cref="Script.WithSeries"/>) records only if it is given.
    /// </summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="every">The interval; a second if left out.</param>
    /// <param name="guests">Whether guests have a table too, <c>guest.csv</c>: a row for each of them an interval.</param>
    /// <param name="allRuns">Whether every replication is recorded.</param>
    public void Record(Datacenter.Datacenter datacenter, TimeSpan? every = null, bool guests = false, bool allRuns = false)
    {
        ArgumentNullException.ThrowIfNull(datacenter);
        var interval = every ?? 1.Seconds;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero, nameof(every));
        if (Records(allRuns) && setting.Series is { } format)
            recorder.Add(suffix => new(datacenter, interval, guests, format, suffix, open));
    }

    /// <summary>
    /// Writes down what happens to a guest from now on, in words: <see cref="EventLog"/>. The stage writes
    /// <c>&lt;script&gt;-&lt;stage&gt;-log.txt</c>. Only the first replication of a cell is logged, unless all are asked for.
    /// </summary>
    /// <param name="guest">The guest.</param>
    /// <param name="name">Its name; "guest 0" and so on if left out.</param>
    /// <param name="most">As many lines are kept.</param>
    /// <param name="switches">Whether also the switches of its threads on the host's CPUs are told: many lines.</param>
    /// <param name="allRuns">Whether every replication is logged.</param>
    public void Log(Guest guest, string? name = null, int most = 1000, bool switches = false, bool allRuns = false)
    {
        ArgumentNullException.ThrowIfNull(guest);
        if (Records(allRuns))
            recorder.Add(name ?? $"guest {guest.Number}", new EventLog(guest, most, switches));
    }

    /// <summary>
    /// A histogram of times in milliseconds, one value a request, in bounded memory; a quantile of it is within 0.4 %. Those of all
    /// replications of a cell are merged. The stage writes <c>&lt;script&gt;-&lt;stage&gt;-histogram.csv</c> (<c>from_ms, to_ms,
    /// count</c>) and a figure of the distributions.
    /// </summary>
    /// <param name="name">What is measured; the same name gives the same histogram.</param>
    public Histogram Histogram(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return recorder.Histogram(name);
    }

    internal Recorded? FinishRecording() => recorder.Finish();

    internal void CloseRecording() => recorder.Close();

    private bool Records(bool allRuns) => allRuns || Run == 0;
}
