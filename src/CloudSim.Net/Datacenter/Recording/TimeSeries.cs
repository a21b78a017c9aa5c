using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// What a guest, a cgroup, a CPU or a host does over time: its counters, read at equal intervals from now on. Reading changes nothing, so a
/// run that is recorded gives what it gives without; it only takes a little longer, since rounds of time slices are passed at once no
/// further than to the next sample. Memory is bounded: of <see cref="Most"/> intervals every two become one, and the interval doubles. It
/// ends with its guest or cgroup, with <see cref="Dispose"/>, and when nothing else is going to happen in the simulation.
/// </summary>
public sealed class TimeSeries : ISampled, IDisposable
{
    /// <summary>As many intervals are kept.</summary>
    public const int Most = 4096;

    private readonly Simulation simulation;
    private readonly string kind;
    private readonly Func<Counters?> read;
    private readonly List<Counters> taken = [];
    private bool ended;
    private DateTime due;

    private TimeSeries(Simulation simulation, string entity, string kind, TimeSpan? every, Func<Counters?> read)
    {
        var interval = every ?? TimeSpan.FromMilliseconds(100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero, nameof(every));
        ArgumentException.ThrowIfNullOrEmpty(entity);
        (this.simulation, Entity, this.kind, Every, this.read) = (simulation, entity, kind, interval, read);
        if (!Take())
            throw new ArgumentException($"{entity} has ended: there is nothing to record", nameof(entity));
        Sampler.Of(simulation).Add(this);
    }

    /// <summary>What is recorded, by name.</summary>
    public string Entity { get; }

    /// <summary>The interval now.</summary>
    public TimeSpan Every { get; private set; }

    /// <summary>
    /// The intervals so far, in order. The last one ends now, or with what is recorded, and has another length: from half an interval to
    /// one and a half.
    /// </summary>
    public IReadOnlyList<Sample> Samples
    {
        get
        {
            List<Counters> all = [.. taken];
            if (!ended && Now() is { } last)
                Close(all, last);
            return [.. all.Skip(1).Select((to, i) => Sample.Of(Entity, kind, all[i], to))];
        }
    }

    DateTime ISampled.Due => due;

    /// <summary>A machine: all its CPUs, its memory, its disk and its network interface.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="name">Its name; that of its random numbers if left out ("host 0").</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above zero.</exception>
    public static TimeSeries Of(Host host, TimeSpan? every = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new(host.Simulation, name ?? host.Streams.Path.Split('/')[^1], "host", every, () => Read(host.Kernel.Root) with
        {
            CpuNs = host.Scheduler.BusyNs, ThrottledNs = null, Throttled = null, Network = (host.Nic.Sent + host.Nic.Received).Count,
        });
    }

    /// <summary>A guest: what its tasks use of the host, and its memory there.</summary>
    /// <param name="guest">The guest; not stopped.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="name">Its name; that of its cgroup if left out ("guest 0").</param>
    /// <exception cref="ArgumentException">It was stopped.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above zero.</exception>
    public static TimeSeries Of(Guest guest, TimeSpan? every = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(guest);
        var series = new TimeSeries(guest.Host.Simulation, name ?? Guest.NameOf(guest.Number), "guest", every,
            () => guest.State == GuestState.Stopped ? null : Read(guest));
        guest.Stopped += () => series.End(Read(guest));
        return series;
    }

    /// <summary>A cgroup, with all below it.</summary>
    /// <param name="cgroup">The cgroup; not removed.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="name">Its name; its path if left out.</param>
    /// <exception cref="ArgumentException">It was removed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above zero.</exception>
    public static TimeSeries Of(Cgroup cgroup, TimeSpan? every = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(cgroup);
        return new(cgroup.Cpu.Scheduler.Simulation, name ?? cgroup.Path, "cgroup", every,
            () => cgroup.IsRemoved ? null : Read(cgroup));
    }

    /// <summary>One CPU of a machine.</summary>
    /// <param name="scheduler">The scheduler of its CPUs.</param>
    /// <param name="cpu">Its number, from 0.</param>
    /// <param name="every">The interval; 100 ms if left out.</param>
    /// <param name="name">Its name; "cpu 0" and so on if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU, or the interval is not above zero.</exception>
    /// <exception cref="NotSupportedException">The scheduler tells no CPU from another: it shares them as a fluid.</exception>
    public static TimeSeries Of(CpuScheduler scheduler, int cpu, TimeSpan? every = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentOutOfRangeException.ThrowIfNegative(cpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cpu, scheduler.Cpus);
        if (!scheduler.HasCpus)
            throw new NotSupportedException($"{scheduler.GetType().Name} tells no CPU from another (record the host)");
        return new(scheduler.Simulation, name ?? $"cpu {cpu}", "cpu", every, () => new Counters { CpuNs = scheduler.BusyNsOf(cpu) });
    }

    /// <summary>Ends recording; what was recorded stays readable.</summary>
    public void Dispose()
    {
        Sampler.Of(simulation).Remove(this);
        End(ended ? null : Now());
    }

    bool ISampled.Take() => Take();

    private bool Take()
    {
        if (ended || Now() is not { } now)
        {
            ended = true;
            return false;
        }
        taken.Add(now);
        if (taken.Count > Most)
        {
            var kept = 0;
            for (var i = 0; i < taken.Count; i += 2)
                taken[kept++] = taken[i];
            taken.RemoveRange(kept, taken.Count - kept);
            Every *= 2;
        }
        due = simulation.StartDate.AddTicks(taken[^1].AtNs / 100) + Every;
        return true;
    }

    private void End(Counters? last)
    {
        if (!ended && last is { } counters)
            Close(taken, counters with { AtNs = Ns(simulation.Now) });
        ended = true;
    }

    // A short last piece would show what it has by chance: it is part of the interval before it.
    private void Close(List<Counters> all, in Counters last)
    {
        var piece = last.AtNs - all[^1].AtNs;
        if (piece > 0 && all.Count > 1 && 2 * piece < Every.Ticks * 100)
            all[^1] = last;
        else if (piece > 0)
            all.Add(last);
    }

    private Counters? Now() => read() is { } counters ? counters with { AtNs = Ns(simulation.Now) } : null;

    private long Ns(DateTime time) => Durations.Nanoseconds(time - simulation.StartDate);

    // A guest without a cgroup of its own is its tasks.
    private static Counters Read(Guest guest)
    {
        var counters = guest.Spec.HasCgroup ? Read(guest.Cgroup) : new()
        {
            CpuNs = guest.CpuTime.Ticks * 100, RunDelayNs = guest.Cpu.RunDelay + (guest.Device?.RunDelay ?? 0),
        };
        return counters with
        {
            StealNs = guest.Platform.Kernel is null ? 0 : counters.RunDelayNs, Memory = guest.Resident.Count,
        };
    }

    private static Counters Read(Cgroup cgroup)
    {
        var (cpu, io) = (cgroup.Cpu.Stat, cgroup.Io.Stat);
        return new()
        {
            CpuNs = cpu.UsageNs, RunDelayNs = cgroup.Cpu.TaskStat.RunDelayNs, ThrottledNs = cpu.ThrottledNs, Throttled = cpu.NrThrottled,
            Memory = cgroup.Memory.Current.Count, Read = io.ReadBytes.Count, Written = io.WrittenBytes.Count,
        };
    }
}
