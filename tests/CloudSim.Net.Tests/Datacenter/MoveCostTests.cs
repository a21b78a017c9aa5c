using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>What a move takes of a guest that runs, and of its hosts.</summary>
public class MoveCostTests
{
    public enum Kind
    {
        Instance, QemuFluid, QemuCfs,
    }

    private static readonly MigrationCosts Costs = MigrationCosts.Of(P);

    /// <summary>Each page of each round costs a fault: time that the virtual CPUs lose together, and the hosts' CPUs work.</summary>
    [Theory]
    [InlineData(Kind.Instance)]
    [InlineData(Kind.QemuFluid)]
    [InlineData(Kind.QemuCfs)]
    public void Tracking_costs_the_guest_a_fault_for_each_page(Kind kind)
    {
        (double End, double Busy, MigrationResult Result, Frequency Clock) Run(bool tracked)
        {
            var world = new World(kind, cpus: 4, vcpus: 2, DirtyCurve.Sweep(300_000, 1e7));
            var how = new PreCopy(P)
            {
                Limits = new(P) { Rounds = 3, StopsGuest = true }, Rate = _ => 400.MBps,
                WriteFault = tracked ? Costs.WriteFault : Cycles.Zero,
            };
            return (world.WorkThrough(30, how, out var result), world.Busy, result, world.Clock);
        }

        var (with, without) = (Run(true), Run(false));
        Assert.Equal(with.Result.Rounds.Select(r => r.Pages), without.Result.Rounds.Select(r => r.Pages));
        var lost = with.Result.Rounds.Sum(r => r.Dirtied) * Costs.WriteFault.Count / with.Clock.Hertz;
        Assert.InRange(lost, 0.5, 1.5);
        var downtime = (with.Result.Downtime - without.Result.Downtime).TotalSeconds;
        Assert.Equal(lost / 2, with.End - without.End - downtime, 0.01 * lost);
        Assert.Equal(lost, with.Busy - without.Busy, 0.03 * lost);
    }

    /// <summary>Each wait for a page stops one virtual CPU: all together get through as much less.</summary>
    [Theory]
    [InlineData(Kind.QemuCfs, 4, true)]
    [InlineData(Kind.QemuFluid, 4, false)]
    [InlineData(Kind.Instance, 2, true)]
    [InlineData(Kind.Instance, 4, false)]
    [InlineData(Kind.QemuCfs, 1, true)]
    public void Waits_for_pages_take_their_share_of_the_guest(Kind kind, int vcpus, bool own)
    {
        var world = new World(kind, cpus: 8, vcpus, DirtyCurve.Sweep(500_000, 200_000));
        var end = world.WorkThrough(10, new PostCopy(P) { OwnConnection = own }, out var result);
        var waited = result.Waited.TotalSeconds / vcpus;
        Assert.InRange(waited, 0.1, 5);
        Assert.Equal(10 + result.Downtime.TotalSeconds + waited, end, 0.01 + (0.002 * end));
    }

    /// <summary>One CPU: what the guest gets of it is what it writes in.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(-1)]
    public void Pages_are_written_in_the_time_that_the_guest_gets(int beside)
    {
        var world = new World(Kind.Instance, cpus: 1, vcpus: 1, DirtyCurve.Sweep(500_000, 20_000));
        var instance = (Instance)world.Guest.Sandbox!;
        if (beside >= 0)
            instance.Execute(new Cycles(1e15));
        for (var i = 0; i < beside; i++)
            world.From.Host.Scheduler.CreateTask($"{i}").Demand(CpuTask.Forever);
        var before = instance.CpuTime;
        var at = world.Sim.Now;
        var move = world.Move(new PreCopy(P)
        {
            WriteFault = Cycles.Zero, DowntimeLimit = TimeSpan.Zero, Limits = new(P) { Rounds = 1 }, Rate = _ => 400.MBps,
        });
        world.Sim.Run(move.Done);
        Assert.Equal(beside < 0 ? MigrationEnd.Moved : MigrationEnd.GaveUp, move.Result!.End);
        var (got, time) = ((instance.CpuTime - before).TotalSeconds, (world.Sim.Now - at).TotalSeconds);
        Assert.Equal(20_000 * got, move.Result.Rounds[0].Dirtied, 1.0);
        Assert.InRange(got / time, beside < 0 ? 0 : 0.5 / (1 + beside), beside < 0 ? 0 : 1.0 / (1 + beside));
    }

    /// <summary>Several threads: the curve is of all of them at full speed, so half the CPUs are half the time.</summary>
    [Theory]
    [InlineData(4, 1)]
    [InlineData(2, 0.5)]
    [InlineData(1, 0.25)]
    public void Several_threads_write_as_fast_as_they_have_CPUs(int cpus, double share)
    {
        var time = new GuestTime(new(100), new(50), new(20));
        var wall = TimeSpan.FromTicks(4000);
        var later = new GuestTime(time.Used + wall * cpus, time.Stolen + wall * (4 - cpus), time.Stood);
        Assert.Equal(4000 * share, later.RanSince(time, wall).Ticks);
        var (used, stolen) = (time.Used + wall * (0.75 * cpus), time.Stolen + wall * (0.75 * (4 - cpus)));
        Assert.Equal(3000 * share, new GuestTime(used, stolen, time.Stood + wall / 4).RanSince(time, wall).Ticks);
        Assert.Equal(0, time.RanSince(time, wall).Ticks);
        Assert.Equal(300, (time with { Used = time.Used + new TimeSpan(300) }).RanSince(time, wall).Ticks); // it had no more to do
    }

    /// <summary>Shares of microseconds up to some milliseconds, then a debt, a part of whose time it is paused.</summary>
    [Fact]
    public void A_share_that_changes_all_the_time_is_taken_away_exactly()
    {
        var sim = new Simulation();
        var (ran, since, isFrozen) = (TimeSpan.Zero, sim.Now, false);
        var throttle = new CpuThrottle(sim, frozen =>
        {
            ran += isFrozen ? TimeSpan.Zero : sim.Now - since;
            (since, isFrozen) = (sim.Now, frozen);
        });
        var random = new Random(1);
        var (due, begun) = (0.0, sim.Now);
        for (var i = 0; i < 2000; i++)
        {
            var (share, time) = (random.Next(5) / 4.0, TimeSpan.FromMicroseconds(random.Next(1, 4000)));
            throttle.Throttle(share);
            due += (1 - share) * time.TotalSeconds;
            sim.Run(sim.Now + time);
        }

        throttle.Throttle(0);
        throttle.Owe(0.5.Seconds);
        throttle.Pause(true);
        sim.Run(sim.Now + 1.Seconds);
        throttle.Pause(false);
        sim.Run(sim.Now + 2.Seconds);
        due += 1.5;
        ran += isFrozen ? TimeSpan.Zero : sim.Now - since;
        Assert.Equal(due, ran.TotalSeconds, 1e-4);
        Assert.Equal((sim.Now - begun).TotalSeconds, (ran + throttle.Stood).TotalSeconds, 1e-6);
    }

    private sealed class World
    {
        public World(Kind kind, int cpus, int vcpus, DirtyCurve dirty)
        {
            var streams = new RandomStreams(1);
            Fleet = new Fleet(Sim, new FirstFit()) { CpuOvercommit = 16 };
            var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus), Memory = 32.GiB, Governor = null };
            for (var i = 0; i < 2; i++)
                Fleet.Add(new Host(Sim, model, streams, kind == Kind.QemuCfs ? SchedulerKind.Cfs : SchedulerKind.Fluid));
            Clock = model.Cpu.Clock;
            Guest = Fleet.Submit(kind == Kind.Instance ? new InstanceType("vm", vcpus, 4.GiB) { Dirty = dirty }.Request("vm")
                : GuestSandbox.Request("vm", QemuKvm.Of(P), new GuestSpec(4.GiB, 3.GiB) { VCpus = vcpus, Dirty = dirty }));
            Sim.Run(Guest.WhenStarted);
            vCpus = vcpus;
        }

        private readonly int vCpus;

        public Simulation Sim { get; } = new();

        public Fleet Fleet { get; }

        public Allocation Guest { get; }

        public Frequency Clock { get; }

        public Node From => Fleet.Nodes[0];

        public double Busy { get; private set; }

        public Relocation Move(ILiveMigration how)
        {
            var move = Fleet.Move(Guest, Fleet.Nodes[1], how);
            Assert.Null(move.Refusal);
            return move;
        }

        /// <summary>A thread on each virtual CPU, each with so much work, and a move from its begin on: when all are done.</summary>
        public double WorkThrough(double seconds, ILiveMigration how, out MigrationResult result)
        {
            var (left, end, begun) = (vCpus, 0.0, Sim.Now);
            void Done()
            {
                if (--left == 0)
                    end = (Sim.Now - begun).TotalSeconds;
            }

            if (Guest.Sandbox is Instance instance)
            {
                instance.Completed = _ => Done();
                for (var i = 0; i < vCpus; i++)
                    instance.Execute(new Cycles(seconds * Clock.Hertz));
            }
            else
                for (var i = 0; i < vCpus; i++)
                    ((GuestSandbox)Guest.Sandbox!).Guest.CreateThread($"{i}").Execute((long)(seconds * 1e9), Done);

            var busy = Fleet.Nodes.All.Sum(n => n.Host.Scheduler.BusyTime.TotalSeconds);
            var move = Move(how);
            Sim.Run(Sim.Now + (3 * seconds).Seconds);
            result = move.Result!;
            Assert.Equal(0, left);
            Busy = Fleet.Nodes.All.Sum(n => n.Host.Scheduler.BusyTime.TotalSeconds) - busy;
            return end;
        }
    }
}
