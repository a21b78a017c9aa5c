using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CsCheck;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Virtual machines of platforms that move between hosts while they run.</summary>
public class GuestMoveTests
{
    private static readonly GuestSpec Spec = new(1.GiB, 200.MiB) { VCpus = 2 };

    public static TheoryData<string, SchedulerKind, bool> Machines => new()
    {
        { "Firecracker", SchedulerKind.Cfs, false }, { "Firecracker", SchedulerKind.Fluid, false },
        { "QemuKvm", SchedulerKind.Cfs, true }, { "QemuKvm", SchedulerKind.Fluid, true }, { "QemuKvm", SchedulerKind.Eevdf, false },
        { "XenPv", SchedulerKind.Cfs, false }, { "XenPv", SchedulerKind.Fluid, true },
    };

    /// <summary>
    /// Its programs go on where they were, with what waits for them; each host counts what was done on it; what it held is given back.
    /// </summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Its_programs_go_on_and_each_host_counts_its_part(string name, SchedulerKind kind, bool pinned)
    {
        var spec = pinned && kind != SchedulerKind.Fluid ? Spec with { Pinning = [CpuSet.Of(0), CpuSet.Of(1)] } : Spec;
        var (sim, fleet) = Fleet(kind);
        var (a, b) = (fleet.Nodes[0], fleet.Nodes[1]);
        var allocation = fleet.Submit(GuestSandbox.Request("vm", Of(name), spec));
        sim.Run(allocation.WhenStarted);
        var guest = ((GuestSandbox)allocation.Sandbox!).Guest;
        var memory = guest.Resident;
        var (emptyA, emptyB) = (a.Host.Memory.Current - memory, b.Host.Memory.Current);
        var threads = Enumerable.Range(0, 3).Select(i => guest.CreateThread($"t{i}")).ToList();
        var done = threads.Select(t => t.Execute(2.Seconds)).ToList();
        _ = guest.Execute(new WorkProfile { Name = "main", User = 1e9.Cycles });
        sim.Run(1.Seconds);
        var before = threads.Sum(t => t.CpuTime);
        var (busyA, busyB) = (a.Host.Scheduler.BusyTime, b.Host.Scheduler.BusyTime);
        var move = fleet.Move(allocation, b, new PreCopy(P));
        Assert.Null(move.Refusal);
        sim.Run(move.Done);
        Assert.Equal(MigrationEnd.Moved, move.Result!.End);
        Assert.Equal((b.Host, AllocationState.Running), (guest.Host, allocation.State));
        Assert.Equal((0, 1), (a.Host.Guests.Count, b.Host.Guests.Count));
        sim.Run(10.Milliseconds); // the cgroup goes at the end of the instant
        Assert.DoesNotContain(a.Host.Kernel.Root.Children, c => c.Name.StartsWith("guest", StringComparison.Ordinal));
        Assert.InRange(a.Host.Memory.Current.MiB, emptyA.MiB - 1, emptyA.MiB + Shared(name));
        Assert.InRange(b.Host.Memory.Current.MiB, (emptyB + memory).MiB - 1, (emptyB + memory).MiB + Shared(name));
        sim.Run(new AllOf(sim, done));
        Assert.All(threads, t => Assert.Equal(2_000_000_000, t.CpuTime));
        Assert.True(before < 6_000_000_000 && b.Host.Scheduler.BusyTime - busyB > TimeSpan.FromTicks((6_000_000_000 - before) / 250));
        Assert.True(a.Host.Scheduler.BusyTime - busyA < 10.Seconds);
        sim.Run(10.Seconds);
        allocation.Stop();
        sim.Run(10.Milliseconds);
        Assert.InRange(b.Host.Memory.Current.MiB, emptyB.MiB - 1, emptyB.MiB + Shared(name));
        Assert.Equal((default(Resources), default(Resources)), (a.Requested, b.Requested));
        Assert.DoesNotContain(b.Host.Kernel.Root.Children, c => c.Name.StartsWith("guest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Fluid)]
    public void Containers_in_it_move_with_it(SchedulerKind kind)
    {
        var (sim, fleet) = Fleet(kind);
        var allocation = fleet.Submit(GuestSandbox.Request("vm", QemuKvm.Of(P), Spec));
        sim.Run(allocation.WhenStarted);
        var guest = ((GuestSandbox)allocation.Sandbox!).Guest;
        var engine = new ContainerEngine(guest.Kernel);
        guest.Kernel.Store.Tag("app", new Image([Layer.Of("app", 50.MiB)]));
        sim.Run(engine.Run(new("web", "app")));
        var kernel = guest.Kernel;
        var move = fleet.Move(allocation, fleet.Nodes[1], new PreCopy(P));
        sim.Run(move.Done);
        Assert.True(move.IsMoved, $"{move}");
        Assert.Same(kernel, guest.Kernel);
        var web = engine.Find("web")!;
        var before = guest.Resident;
        Assert.True(web.Cgroup!.Memory.Touch(web.Init!, 100.MiB).Charged); // of the machine's memory, and of the new host's
        Assert.InRange((guest.Resident - before).MiB, 90, 101);
        sim.Run(engine.Run(new("second", "app")));
        Assert.NotNull(engine.Find("second")?.Init);
    }

    [Fact]
    public void A_container_is_not_moved()
    {
        var (sim, fleet) = Fleet(SchedulerKind.Cfs);
        var allocation = fleet.Submit(GuestSandbox.Request("c", RuncContainer.Of(P), new GuestSpec(1.GiB, 200.MiB)));
        sim.Run(allocation.WhenStarted);
        Assert.Contains("shares the kernel of its host", $"{fleet.Move(allocation, fleet.Nodes[1], new PreCopy(P)).Refusal}");
        Assert.Equal(default, fleet.Nodes[1].Requested);
        Assert.Empty(fleet.Nodes[1].Host.Guests);
    }

    /// <summary>Whatever is stopped when, and moved where: nothing is left behind, and nobody does work twice.</summary>
    [Fact]
    public void Accounts_are_exact_after_any_moves() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 400]).Array[1, 8]).Sample((isFluid, steps) =>
        {
            var (sim, fleet) = Fleet(isFluid ? SchedulerKind.Fluid : SchedulerKind.Cfs, hosts: 3);
            var empty = fleet.Nodes.All.Select(n => n.Host.Memory.Current).ToList();
            var all = Enumerable.Range(0, 3).Select(i => fleet.Submit(GuestSandbox.Request($"vm {i}", Firecracker.Of(P),
                new GuestSpec(256.MiB, 40.MiB) { VCpus = 1 + (i % 2), Dirty = DirtyCurve.Sweep(4000, 1000 * i) }))).ToList();
            sim.Run(2.Seconds);
            foreach (var guest in all.Select(x => ((GuestSandbox)x.Sandbox!).Guest))
                for (var i = 0; i < 2; i++)
                    guest.CreateThread("spin").Demand(CpuTask.Forever);
            foreach (var (who, to, wait) in steps)
            {
                if (wait % 50 == 0)
                    all[who].Stop();
                else
                    fleet.Move(all[who], fleet.Nodes[to], wait % 2 == 0 ? new PreCopy(P) : new PostCopy(P));
                sim.Run(TimeSpan.FromMilliseconds(wait + 1));
                foreach (var node in fleet.Nodes.All)
                {
                    var holders = all.Where(x => x.Node == node || x.Target == node).ToList();
                    Assert.Equal(holders.Aggregate(default(Resources), (held, x) => held + x.Request.Needs), node.Requested);
                    Assert.Equal(holders.Count(x => x.Node == node), node.Allocations.Count);
                    Assert.Equal(node.Allocations.Select(x => ((GuestSandbox)x.Sandbox!).Guest).ToHashSet(), [.. node.Host.Guests]);
                }
            }

            foreach (var one in all)
                one.Stop();
            sim.Run(5.Seconds);
            for (var i = 0; i < 3; i++)
            {
                var host = fleet.Nodes[i].Host;
                Assert.Equal(default, fleet.Nodes[i].Requested);
                Assert.InRange(host.Memory.Current.MiB, empty[i].MiB, empty[i].MiB + 30); // the program that all map may stay cached
                Assert.Empty(host.Guests);
                Assert.Empty(host.Kernel.Root.Children);
                Assert.Equal(0, host.Kernel.Root.Pids.Current - fleet.Nodes[(i + 1) % 3].Host.Kernel.Root.Pids.Current);
                var busy = host.Scheduler.BusyNs;
                sim.Run(1.Seconds);
                Assert.Equal(busy, host.Scheduler.BusyNs);
            }
        }, iter: 40);

    // The program that all guests of a platform map is there once, and stays in the page cache.
    private static double Shared(string name) => Of(name).Footprint.Shared.MiB + 60;

    private static Platform Of(string name) => name switch
    {
        "Firecracker" => Firecracker.Of(P), "QemuKvm" => QemuKvm.Of(P), _ => XenPv.Of(P),
    };

    private static (Simulation Sim, Fleet Fleet) Fleet(SchedulerKind kind, int hosts = 2)
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var fleet = new Fleet(sim, new FirstFit());
        var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(4), Memory = 16.GiB };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, model, streams, kind));
        return (sim, fleet);
    }
}
