using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Recording;

public class EventLogTests
{
    private readonly Simulation sim = new();
    private readonly Host host;

    public EventLogTests() =>
        host = new(sim, HostModel.RackServer(P) with { Cores = 1 }, new RandomStreams(1, 0));

    private Guest Admit(CloudSim.Net.Virtualization.Platform platform, Limits? limits = null)
    {
        Assert.True(host.TryAdmit(platform, new GuestSpec(256.MiB, 20.MiB) { Limits = limits ?? new() }, out var guest, out _));
        return guest!;
    }

    /// <summary>The start in words: the points in their order, every phase with the time that the guest itself tells.</summary>
    [Fact]
    public void A_start_is_told_phase_by_phase()
    {
        var guest = Admit(Firecracker.Of(P));
        var log = new EventLog(guest);
        sim.Run(guest.Start());
        var what = log.Lines.Select(l => l.What).ToList();
        Assert.StartsWith("admitted: Firecracker microVM, 256 MiB, its own kernel ", what[0]);
        Assert.Equal("asked to start", what[1]);
        Assert.Equal("its VMM's process begins", what[2]);
        Assert.StartsWith("ready (", what[^1]);
        foreach (var step in guest.Steps)
            Assert.Contains($"{step.Title} ({step.Duration.TotalMilliseconds:N3} ms)", what);
        Assert.Equal(log.Lines.Select(l => l.TimeMs).Order(), log.Lines.Select(l => l.TimeMs));
        Assert.Contains(log.Lines, l => l.What.StartsWith("its init begins", StringComparison.Ordinal)
            && Math.Abs(l.TimeMs - guest.BootTime!.Value.TotalMilliseconds) < 1e-6);
        sim.Run(guest.Shutdown());
        Assert.Equal("stopped", log.Lines[^2].What);
        Assert.StartsWith("it used ", log.Lines[^1].What);
        Assert.Throws<ArgumentException>(() => new EventLog(guest));
    }

    /// <summary>A fifth of a CPU in periods of 100 ms: a spinner is throttled for about 80 ms of each, and the log adds up to the
    /// counter.</summary>
    [Fact]
    public void Throttled_times_are_those_of_the_kernels_counter()
    {
        var guest = Admit(RuncContainer.Of(P), new Limits { CpuMax = new CpuMax(20.Milliseconds) });
        var log = new EventLog(guest);
        guest.Cpu.Demand(CpuTask.Forever);
        sim.Run(1.Seconds - 1.Milliseconds); // throttled
        sim.Run(50.Milliseconds);
        var throttled = guest.Group.Stat.Throttled;
        guest.Stop();
        const string Begin = "was throttled by its CPU limit for ";
        var times = log.Lines.Where(l => l.What.StartsWith(Begin, StringComparison.Ordinal)).SelectMany(l => Enumerable.Repeat(
            double.Parse(l.What[Begin.Length..^3], System.Globalization.CultureInfo.InvariantCulture), (int)l.Times)).ToList();
        Assert.InRange(times.Count, 9, 11);
        Assert.InRange(throttled.TotalMilliseconds, 760, 860);
        Assert.All(times.Skip(1).SkipLast(1), ms => Assert.InRange(ms, 72, 84));
        Assert.Equal(throttled.TotalMilliseconds, times.SkipLast(1).Sum(), 0.01); // the counter has whole ones only
        Assert.InRange(times[^1], 25, 32); // the one in which it was stopped
        Assert.Contains("was throttled in ", log.Lines[^1].What);
    }

    [Fact]
    public void A_leak_is_told_from_its_limit_to_the_end()
    {
        var guest = Admit(RuncContainer.Of(P), new Limits { MemoryMax = 64.MiB });
        var log = new EventLog(guest);
        sim.Run(guest.Start());
        guest.Cgroup.Memory.Touch(guest.Program, 100.MiB);
        var what = log.Lines.Select(l => l.What).ToList();
        int At(string begin) => what.FindIndex(w => w.StartsWith(begin, StringComparison.Ordinal));
        Assert.InRange(At("at memory.max: memory is reclaimed"), 0, At("at memory.max: nothing is left to reclaim"));
        Assert.InRange(At("the OOM killer ends a process"), 0, At("its process program is chosen"));
        Assert.InRange(At("its process program is chosen"), 0, At("stopped: memory: its process was killed"));
        Assert.Equal(GuestState.Stopped, guest.State);
    }

    [Fact]
    public void The_same_in_a_row_is_one_line_and_too_many_are_counted()
    {
        var guest = Admit(RuncContainer.Of(P), new Limits { MemoryHigh = 64.MiB, CpuMax = new CpuMax(20.Milliseconds) });
        sim.Run(guest.Start());
        var log = new EventLog(guest, most: 3, switches: true);
        for (var i = 0; i < 5; i++)
            guest.Cgroup.Memory.Touch(guest.Program, 20.MiB);
        Assert.StartsWith("runs already: container (runc), 256 MiB", log.Lines[0].What);
        var high = Assert.Single(log.Lines, l => l.What.StartsWith("above memory.high", StringComparison.Ordinal));
        Assert.Equal(guest.Cgroup.Memory.Events.High, high.Times);
        Assert.Contains(FormattableString.Invariant($"({high.Times:N0} times, until "), high.ToString());
        guest.Cpu.Demand(CpuTask.Forever);
        sim.Run(1.Seconds);
        guest.Stop();
        Assert.Equal(5, log.Lines.Count); // three, and the end
        Assert.InRange(log.Dropped, 18, 60); // it gets the CPU and loses it ten times, and is throttled
        Assert.Equal("stopped", log.Lines[3].What);
    }

    /// <summary>Two spinners on one CPU take turns: each switch is told, and the times on the CPU add up to the CPU time.</summary>
    [Fact]
    public void Switches_are_told_if_asked_for()
    {
        var (guest, other) = (Admit(RuncContainer.Of(P)), Admit(RuncContainer.Of(P)));
        var log = new EventLog(guest, switches: true);
        guest.Cpu.Demand(50.Milliseconds);
        other.Cpu.Demand(CpuTask.Forever);
        sim.Run(1.Seconds);
        double Sum(string what) => log.Lines.Where(l => l.What.Contains(what)).Sum(l => l.TimeMs);
        Assert.InRange(log.Lines.Count, 9, 100);
        Assert.Equal((guest.Cpu.CpuTime + guest.Cpu.Overhead) / 1e6, Sum("leaves CPU 0") - Sum("gets CPU 0"), 1e-3);
        Assert.EndsWith("leaves CPU 0: it sleeps", log.Lines[^1].What);
        guest.Stop();
        Assert.Null(host.Scheduler.Switched);
    }

    [Fact]
    public void A_line_reads_as_time_and_words() =>
        Assert.Equal("      12.345 ms  guest kernel (37.100 ms)", new LogLine(12.345, "guest kernel (37.100 ms)", 1, 12.345).ToString());
}
