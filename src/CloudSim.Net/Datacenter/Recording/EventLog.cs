using System.Globalization;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Memory;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// What happens to one guest, in words, from now on: the points and phases of its start, when its CPU limit takes the CPUs from it and for
/// how long, what happens at its memory limits, its end and what it has used by then. It only listens: a run with a log gives what it gives
/// without. Memory is bounded: the first lines and the end are kept, and the others are counted.
/// </summary>
public sealed class EventLog
{
    private readonly Guest guest;
    private readonly int most;
    private readonly bool switches;
    private readonly List<LogLine> lines = [];
    private DateTime? throttledSince;

    /// <summary>Begins to listen.</summary>
    /// <param name="guest">The guest; not stopped.</param>
    /// <param name="most">As many lines are kept, and those of its end; at least one.</param>
    /// <param name="switches">Whether also the switches of its threads on the host's CPUs are told: many lines.</param>
    /// <exception cref="ArgumentException">It was stopped.</exception>
    public EventLog(Guest guest, int most = 1000, bool switches = false)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (guest.State == GuestState.Stopped)
            throw new ArgumentException($"guest {guest.Number} was stopped: nothing happens to it any more", nameof(guest));
        (this.guest, this.most, this.switches) = (guest, most, switches);
        Add(Begin());
        guest.Marked += mark => Add(Of(mark));
        guest.PhaseEnded += (phase, length) => Add($"{phase.Title} ({Ms(length)})");
        guest.Stopped += Stopped;
        if (guest.Spec.HasCgroup)
        {
            guest.Group.Throttling += Throttling;
            guest.Cgroup.Memory.Raised += (what, times) => Add(Of(what), times);
        }
        guest.Host.Memory.OomKilled += Killed;
        if (switches)
            guest.Host.Scheduler.Switched += Switched;
    }

    /// <summary>The lines so far, in order.</summary>
    public IReadOnlyList<LogLine> Lines => lines;

    /// <summary>How many lines there were no more room for.</summary>
    public long Dropped { get; private set; }

    private bool IsEnded => guest.State == GuestState.Stopped;

    private string Begin()
    {
        var (spec, inside) = (guest.Spec, guest.Platform.Kernel is { } kernel ? $", its own kernel {kernel.Name}" : "");
        var limits = spec.Limits.CpuMax is { } cpu ? $", cpu.max {cpu}" : "";
        return guest.State switch
        {
            GuestState.Admitted => $"admitted: {guest.Platform.Name}, {spec.ConfiguredMemory}{inside}{limits}",
            GuestState.Booting => $"starts already: {guest.Platform.Name}, {spec.ConfiguredMemory}{inside}{limits}",
            _ => $"runs already: {guest.Platform.Name}, {spec.ConfiguredMemory}{inside}{limits}" +
                (guest.BootTime is { } boot ? $"; it took {Ms(boot)} to its init" : ""),
        };
    }

    private string Of(BootMark mark) => mark switch
    {
        BootMark.Request => "asked to start",
        BootMark.ProcessStart => guest.Platform.Kernel is null ? "its runtime's process begins" : "its VMM's process begins",
        BootMark.StartCall => "the VMM is told to start it",
        BootMark.GuestEntry => "first instruction in the guest",
        BootMark.GuestInit => guest.BootTime is { } boot ? $"its init begins ({Ms(boot)} since its process began)" : "its init begins",
        _ => guest.At(BootMark.Request) is { } asked ? $"ready ({Ms(guest.Host.Simulation.Now - asked)} since it was asked for)" : "ready",
    };

    private static string Of(MemoryEvent what) => what switch
    {
        MemoryEvent.Low => "memory below memory.low was taken from it all the same",
        MemoryEvent.High => "above memory.high: memory is reclaimed and it is held back",
        MemoryEvent.Max => "at memory.max: memory is reclaimed",
        MemoryEvent.Oom => "at memory.max: nothing is left to reclaim",
        MemoryEvent.OomGroupKill => "all its processes are ended together",
        _ => "the OOM killer ends a process",
    };

    private void Throttling(bool begins)
    {
        var now = guest.Host.Simulation.Now;
        if (begins)
            throttledSince = now;
        else if (throttledSince is { } since)
        {
            throttledSince = null;
            if (!IsEnded)
                Add($"was throttled by its CPU limit for {Ms(now - since)}");
        }
    }

    private void Killed(KernelProcess victim)
    {
        for (var at = victim.Cgroup; at is not null && !IsEnded && guest.Spec.HasCgroup; at = at.Parent)
            if (at == guest.Cgroup)
                Add($"its process {victim.Name} is chosen, which holds {victim.Memory}");
    }

    private void Switched(int cpu, CpuTask? from, CpuTask? to)
    {
        if (from is not null && IsIts(from))
            Add($"{from.Name} leaves CPU {cpu}: it {(from.HasExited ? "ends" : from.IsSleeping ? "sleeps" : "has work left")}");
        if (to is not null && IsIts(to))
            Add($"{to.Name} gets CPU {cpu}");
    }

    private bool IsIts(CpuTask task)
    {
        if (!guest.Spec.HasCgroup)
            return task == guest.Cpu || task == guest.Device;
        for (var at = task.Group; at is not null; at = at.Parent)
            if (at == guest.Group)
                return true;
        return false;
    }

    private void Stopped()
    {
        if (throttledSince is { } since)
            Add($"was throttled by its CPU limit for {Ms(guest.Host.Simulation.Now - since)}");
        throttledSince = null;
        Add(guest.EndedBy is { } why ? $"stopped: {why}" : "stopped", isEnd: true);
        guest.Host.Memory.OomKilled -= Killed;
        if (switches)
            guest.Host.Scheduler.Switched -= Switched;
        var used = $"it used {Ms(guest.CpuTime)} of CPU time";
        if (guest.Spec.HasCgroup)
        {
            var (tasks, cpu) = (guest.Group.TaskStat, guest.Group.Stat);
            used += $", waited {Ms(tasks.RunDelay)} for a CPU" +
                (cpu.NrThrottled > 0 ? $", was throttled in {cpu.NrThrottled:N0} of {cpu.NrPeriods:N0} periods" : "") +
                $"; its memory was {guest.Cgroup.Memory.Peak} at the most";
        }
        Add(used, isEnd: true);
    }

    private void Add(string what, long times = 1, bool isEnd = false)
    {
        var now = (guest.Host.Simulation.Now - guest.Host.Simulation.StartDate).TotalMilliseconds;
        if (lines.Count > 0 && Dropped == 0 && lines[^1].What == what)
            lines[^1] = lines[^1] with { Times = lines[^1].Times + times, LastMs = now };
        else if (lines.Count < most || isEnd)
            lines.Add(new(now, what, times, now));
        else
            Dropped++;
    }

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N3} ms");
}
