using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>A group whose tasks have left a CPU soon has its whole share where they are (blocked load decays).</summary>
[Collection(AloneCollection.Name)]
public class CfsBlockedLoadTests
{
    // Groups: weight, the CPUs where its tasks work first, how long they work there, and how long they then sleep (ms).
    private static readonly Gen<(int Weight, int[] Cpus, double Work, double Sleep)[]> Movers =
        Gen.Select(Gen.Int[1, 3].Select(w => 100 * w), Gen.Int[0, 3].Array[1, 3], Gen.Double[1, 300], Gen.Double[0, 50]).Array[2, 4];

    [Fact]
    public void Groups_that_came_from_other_cpus_share_one_by_their_weights() => Movers.Sample(
        groups =>
        {
            var world = new World(4);
            var workers = groups.Select(g => world.Move(g.Weight, g.Cpus, g.Work, g.Sleep)).ToList();
            world.Shares(workers, [.. groups.Select(g => g.Weight)]);
        },
        iter: 100);

    [Theory]
    [InlineData(100, 100, 100)]
    [InlineData(100, 300)]
    [InlineData(300, 100)]
    [InlineData(100, 200, 300, 400)]
    public void What_a_group_has_left_on_other_cpus_is_forgotten(params int[] weights)
    {
        // Each group has left load on other CPUs, and each another amount.
        var world = new World(4);
        var workers = weights.Select((weight, i) => world.Move(weight, [i % 4, .. Enumerable.Range(1, i % 3)], 40 + (100 * i), 1)).ToList();
        world.Shares(workers, weights);
        foreach (var group in workers.Select(worker => (CfsGroup)worker.Group.State))
        {
            Assert.False(group.HasBlocked);
            Assert.All(group.Queues.Skip(1), queue => Assert.Equal(0, queue?.Contribution ?? 0));
            Assert.Equal(group.Queues[0]!.Contribution, group.LoadAverage, tolerance: 1e-6);
        }
    }

    [Fact]
    public void What_is_left_halves_about_every_32_ms()
    {
        var world = new World(2);
        var workers = new[] { world.Move(100, [0], 500, 0), world.Move(100, [1], 500, 0) };
        var group = (CfsGroup)workers[1].Group.State;
        var before = group.Queues[1]!.Contribution;
        Assert.True(before > CfsEntity.UnitWeight / 8.0);
        world.Machine.Run(200);
        // 200 ms are 6.1 half-lives; the last look is up to 36 ms ago.
        Assert.InRange(group.Queues[1]!.Contribution, before / 70.0, before / 28.0);
        Assert.True(group.HasBlocked);
    }

    [Fact]
    public void A_group_that_comes_back_shares_as_before()
    {
        var world = new World(2);
        var (moved, stays) = (world.Move(100, [1, 1], 100, 0), world.Move(100, [0, 0], 100, 0));
        world.Shares([moved, stays], [100, 100]);
        var other = world.Machine.Spinner("other", world.Machine.Cpu.CreateGroup("other"));
        other.Group.Affinity = CpuSet.Of(1);
        moved.Group.Affinity = CpuSet.Of(1);
        world.Shares([moved, other], [100, 100]);
        moved.Group.Affinity = CpuSet.Of(0);
        world.Shares([moved, stays], [100, 100]);
    }

    [Fact]
    public void A_group_that_still_works_on_both_cpus_has_half_its_share_on_each()
    {
        // Two groups, one of them with a task on each CPU: on the shared one it has half its weight (calc_group_shares).
        var world = new World(2);
        var (wide, narrow) = (world.Machine.Cpu.CreateGroup("wide"), world.Machine.Cpu.CreateGroup("narrow"));
        foreach (var cpu in new[] { 0, 1 })
            world.Machine.Spinner($"w{cpu}", world.Pinned(cpu, wide));
        var alone = world.Machine.Spinner("n", narrow);
        narrow.Affinity = CpuSet.Of(0);
        var rival = world.Machine.Spinner("r", world.Pinned(1));
        world.Machine.Run(1_000);
        var before = (alone.CpuTime, rival.CpuTime);
        world.Machine.Run(3_000);
        Assert.InRange((alone.CpuTime - before.Item1) / 3e9, 0.64, 0.69);
        Assert.InRange((rival.CpuTime - before.Item2) / 3e9, 0.64, 0.69);
    }

    [Fact]
    public void Rounds_are_passed_again_when_all_is_forgotten()
    {
        var world = new World(2);
        var workers = new[] { world.Move(100, [1, 1], 100, 0), world.Move(100, [1], 50, 0), world.Move(100, [1], 70, 3) };
        world.Shares(workers, [100, 100, 100]);
        // As many on the other CPU, so that balancing finds nothing to do.
        for (var i = 0; i < 3; i++)
            world.Machine.Spinner("other", world.Pinned(1));
        var before = world.Machine.Sim.EventCount;
        world.Machine.Run(3_600_000);
        Assert.InRange(world.Machine.Sim.EventCount - before, 1, 20_000);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Guests_of_one_weight_on_one_cpu_have_a_third_each(SchedulerKind scheduler)
    {
        Platform[][] mixes =
        [
            [RuncContainer.Of(P), RuncContainer.Of(P), Firecracker.Of(P)],
            [Firecracker.Of(P), RuncContainer.Of(P), RuncContainer.Of(P)],
            [Firecracker.Of(P), Firecracker.Of(P), Firecracker.Of(P)],
        ];
        foreach (var mix in mixes)
        {
            var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(3), scheduler);
            var guests = mix.Select(platform => host.Boot(platform, new(256.MiB, 40.MiB))).ToList();
            foreach (var guest in guests)
            {
                guest.Cgroup.Cpu.Affinity = CpuSet.Of(0);
                guest.Cpu.Demand(20.Seconds);
            }

            host.Simulation.Run(0.3.Seconds);
            var before = guests.Select(guest => guest.CpuTime).ToList();
            host.Simulation.Run(2.Seconds);
            Assert.All(guests.Zip(before), pair => Assert.InRange((pair.First.CpuTime - pair.Second).TotalSeconds * 3 / 2, 0.97, 1.03));
        }
    }

    /// <summary>Groups that work elsewhere first and then on CPU 0.</summary>
    private sealed class World(int cpus)
    {
        private int number;

        public Machine Machine { get; } = new(cpus);

        public TaskGroup Pinned(int cpu, TaskGroup? parent = null)
        {
            var group = Machine.Cpu.CreateGroup($"pinned{number++}", parent);
            group.Affinity = CpuSet.Of(cpu);
            return group;
        }

        // One task on each of the CPUs, all of which then sleep for good; then another one on CPU 0.
        public CpuTask Move(int weight, int[] on, double work, double sleep)
        {
            var group = Machine.Cpu.CreateGroup($"g{number++}");
            group.Weight = weight;
            foreach (var cpu in on)
            {
                group.Affinity = CpuSet.Of(cpu);
                Machine.Cpu.CreateTask($"boot{cpu}", group).Demand((long)(work * 1e6));
                Machine.Run(work + sleep);
            }

            group.Affinity = CpuSet.Of(0);
            return Machine.Spinner("worker", group);
        }

        // Within some slices the groups' shares are right, and stay so: within 3 % over 2 s.
        public void Shares(IReadOnlyList<CpuTask> workers, int[] weights)
        {
            Machine.Run(500);
            var before = workers.Select(worker => worker.Group.Stat.UsageNs).ToList();
            Machine.Run(2_000);
            var all = workers.Select((worker, i) => worker.Group.Stat.UsageNs - before[i]).ToList();
            for (var i = 0; i < all.Count; i++)
                Assert.InRange(all[i] / (2e9 * weights[i] / weights.Sum()), 0.97, 1.03);
        }
    }
}
