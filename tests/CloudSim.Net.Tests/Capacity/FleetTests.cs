using CloudSim.Net.Capacity;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Traces;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;
using CsCheck;

namespace CloudSim.Net.Tests.Capacity;

/// <summary>Fleets whose answer is known.</summary>
public class FleetTests
{
    private static readonly HostModel Four = HostModel.RackServer(P) with
    {
        Cores = 4, Memory = 17.GiB, HostReserved = 1.GiB, Power = PowerModel.Linear(new(100), new(300)),
    };

    [Fact]
    public void What_is_asked_and_given_and_drawn_is_counted()
    {
        // Two guests of one host: 2 CPUs for 100 s, and 3 more from 50 s to 100 s: one CPU is short for 50 s.
        var sized = new SizedSet(Set(100, Guest("a", 0, 100, 2, 1024, 2), Guest("b", 50, 100, 3, 1024, 3)), Native());
        var (planner, hours) = (Planner(sized, "starved<1%"), new List<HourOfFleet>());
        var use = planner.Use(planner.Book(1), hours);
        Assert.Equal((200 + 150) * sized.CpuCost, use.Asked, 1e-4);
        Assert.Equal((350 * sized.CpuCost) - (2 * sized.CpuCost * 50) - (4 * 50), use.Starved, 1e-4);
        Assert.Equal(((2 * sized.CpuCost * 50) + (4 * 50)) / 400, use.Utilization, 1e-6);
        Assert.Equal((100 * 100) + (200 * 100 * use.Utilization), use.Energy, 1e-2);
        Assert.Equal(use.Energy, Assert.Single(hours).Energy, 1e-6);
        Assert.Equal(use.Asked, hours[0].Asked, 1e-6);
        Assert.Equal(5 * sized.CpuCost / 4, use.Most, 1e-6);
        Assert.Equal(0, planner.Use(planner.Book(2)).Starved, 1e-9);
    }

    /// <summary>Whatever the guests are: what all hosts are asked for is what all guests ask for, on any fleet.</summary>
    [Fact]
    public void Nothing_that_guests_ask_for_is_lost_or_counted_twice() =>
        Gen.Select(Gen.Double[0, 500], Gen.Double[1, 500], Gen.Double[0.1, 4], Gen.Double[0, 1], Gen.Double[0, 1]).List[1, 30]
            .Select(Gen.Int[1, 6]).Sample((guests, hosts) =>
            {
                var set = Set(1000, [.. guests.Select((g, i) => new TracedGuest($"{i}", g.Item1, g.Item1 + g.Item2, g.Item3, 100,
                    [(g.Item1, g.Item3 * g.Item4), (g.Item1 + (g.Item2 / 2), g.Item3 * g.Item5)]))]);
                var sized = new SizedSet(set, Native());
                var planner = Planner(sized, "starved<1%");
                var (book, hours) = (planner.Book(hosts), new List<HourOfFleet>());
                var use = planner.Use(book, hours);
                Assert.Equal(0, book.Refused);
                Assert.Equal(set.Guests.Sum(guest => guest.Work) * sized.CpuCost, use.Asked, 1e-3);
                Assert.Equal(use.Asked - use.Starved, hours.Sum(hour => hour.Given), 1e-3);
                Assert.InRange(use.Starved, -1e-6, use.Asked);
            }, iter: 200);

    [Fact]
    public void A_static_set_needs_no_more_hosts_than_the_bound_of_packing_and_a_few()
    {
        var random = new RandomStreams(3)["sizes"];
        foreach (var rule in new Func<IPlacement>[] { () => new BestFit(), () => new WorstFit(), () => new VectorPacking(VectorRule.Norm) })
        {
            var guests = Enumerable.Range(0, 400)
                .Select(i => Guest($"{i}", 0, 60, 0.25 * random.Next(1, 8), 256 * random.Next(1, 20), 0.1));
            var setting = Native() with { CpuOvercommit = 1, Placement = rule };
            var sized = new SizedSet(Set(60, [.. guests]), setting);
            var cpus = sized.Guests.Sum(guest => guest.Needs.Cpus) / 4;
            var memory = sized.Guests.Sum(guest => (double)guest.Needs.Memory.Count) / 16.GiB.Count;
            var bound = (int)Math.Ceiling(Math.Max(cpus, memory) - 1e-9);
            Assert.Equal(bound, sized.Peak);
            var found = Planner(sized, "reject<0.001%").Search(1000).First(fleet => fleet.Met).Hosts;
            // First fit by decreasing size needs at most 11/9 of the best packing in one dimension (Johnson 1973); these are near the
            // bound.
            Assert.InRange(found, bound, (int)Math.Ceiling(1.1 * bound));
        }
    }

    [Theory]
    [InlineData(SchedulerKind.Fluid, 0.01)]
    [InlineData(SchedulerKind.Cfs, 0.03)]
    public void Who_shares_a_CPU_with_another_waits_for_half_of_the_time(SchedulerKind scheduler, double near)
    {
        var host = Four with { Cores = 1 };
        var sized = new SizedSet(Set(1000, Guest("a", 0, 1000, 1, 256, 1), Guest("b", 0, 1000, 1, 256, 1)), Native() with { Host = host });
        var together = Ready(sized, 1, scheduler);
        Assert.False(together.Met);
        Assert.Equal(50, together.Value, 100 * near);
        Assert.Equal(0, Ready(sized, 2, scheduler).Value, 1);
    }

    [Fact]
    public void Threads_of_one_core_do_not_wait_for_each_other()
    {
        var host = HostModel.All["DellR640"](P);
        var sized = new SizedSet(Set(1000, Guest("a", 0, 1000, 64, 1024, 64)), Native() with { Host = host });
        Assert.Equal(0, Ready(sized, 1, SchedulerKind.Fluid).Value, 3); // 64 of 112 threads, on 56 cores
        Assert.Equal(56 * 1.25, sized.HostThroughput, 9);
    }

    [Fact]
    public void More_load_waits_longer_and_a_VM_waits_by_its_steal_time()
    {
        var values = new List<double>();
        foreach (var use in new[] { 0.3, 0.6, 0.9 })
        {
            var guests = Enumerable.Range(0, 8).Select(i => Guest($"{i}", 0, 1000, 1, 512, use)).ToArray();
            var setting = Native() with { Host = Four, Platform = Firecracker.Of(P) };
            values.Add(Ready(new SizedSet(Set(1000, guests), setting), 1, SchedulerKind.Fluid).Value);
        }

        Assert.True(values[0] < values[1] && values[1] < values[2], string.Join(" ", values));
        Assert.True(values[2] > 30, $"{values[2]}"); // 7.2 CPUs are wanted where there are 4
    }

    [Fact]
    public void A_request_takes_its_work_on_an_idle_host_and_longer_on_a_busy_one()
    {
        var light = Latency(0.05);
        var work = 1000 * WebApplication.Of(P).Request.Times(1).User.Count / Four.Cpu.Clock.Hertz;
        Assert.InRange(light, 0.3 * work, 10 * work); // the median of a law whose mean is 1 is below it
        Assert.True(Latency(0.9) > 2 * light);

        double Latency(double use)
        {
            var sized = new SizedSet(Set(1000, Guest("a", 0, 1000, 1, 512, use)), Native() with { Host = Four with { Cores = 1 } });
            return Planner(sized, "p50<10s").Evaluate(1).Goals[0].Value;
        }
    }

    [Fact]
    public void A_fleet_that_survives_a_host_has_one_more_and_a_place_for_all_that_stood_there()
    {
        // Three guests that fill a host each.
        var full = Enumerable.Range(0, 3).Select(i => Guest($"{i}", 0, 60, 4, 1024, 0)).ToArray();
        Assert.Equal(3, Needed(full, "reject<1%"));
        Assert.Equal(4, Needed(full, "reject<1%", "survive 1 host"));
        Assert.Equal(5, Needed(full, "reject<1%", "survive 2 hosts"));
        // Nobody in it: the host that fails has nothing that needs a place.
        Assert.Equal(2, Needed([Guest("one", 0, 60, 4, 1024, 0)], "reject<1%", "survive 1 host"));
        // Room enough in all, but not on one host: guests of 3 CPUs on hosts of 4.
        var fragments = Enumerable.Range(0, 4).Select(i => Guest($"{i}", 0, 60, 3, 1024, 0)).ToArray();
        Assert.Equal(5, Needed(fragments, "reject<1%", "survive 1 host"));

        int Needed(TracedGuest[] guests, params string[] goals) =>
            Planner(new SizedSet(Set(60, guests), Native() with { CpuOvercommit = 1 }), goals).Search(50).First(fleet => fleet.Met).Hosts;
    }

    [Fact]
    public void What_is_larger_than_a_host_is_cut_and_what_is_smaller_than_the_platform_is_raised()
    {
        var sized = new SizedSet(Set(60, Guest("job", 0, 60, 10, 1024, 10), Guest("small", 0, 60, 0.5, 1, 0.1)), Native() with
        {
            Platform = QemuKvm.Of(P), CpuOvercommit = 1,
        });
        Assert.Equal(["job/1", "job/2", "job/3", "small"], sized.Guests.Select(guest => guest.Name));
        Assert.All(sized.Guests.Take(3), part => Assert.Equal(10.0 / 3, part.Needs.Cpus, 5));
        Assert.True(sized.Guests[3].Spec.ConfiguredMemory > 1.MiB);
        Assert.Contains(sized.Remarks, remark => remark.Contains("1 guests ask for more than a host has"));
        Assert.Contains(sized.Remarks, remark => remark.Contains("ask for less memory"));
        var planner = Planner(sized, "reject<1%");
        Assert.Equal(10.1 * sized.CpuCost * 60, planner.Use(planner.Book(4)).Asked, 1e-3);
    }

    [Fact]
    public void Shares_of_a_machine_are_shares_of_a_host()
    {
        var set = new TracedSet([new TracedGuest("a", 0, 60, 0.5, 0.25, [(0, 0.25)])], 60) { IsOfMachines = true, HasUse = true };
        var guest = Assert.Single(new SizedSet(set, Native()).Guests);
        Assert.Equal(2, guest.Needs.Cpus, 9);
        Assert.Equal(4, guest.Spec.ConfiguredMemory.Count / (double)1.GiB.Count, 2);
        Assert.Equal(4, guest.Scale, 9);
    }

    [Fact]
    public void Guests_that_wait_begin_later_and_all_they_do_with_them()
    {
        var jobs = Enumerable.Range(0, 3).Select(i => Guest($"{i}", 0, 100, 4, 1024, 4)).ToArray();
        var sized = new SizedSet(Set(100, jobs), Native() with { CpuOvercommit = 1, Patience = null });
        var planner = Planner(sized, "p99wait<1h");
        var book = planner.Book(1);
        Assert.Equal([0.0, 100, 200], Enumerable.Range(0, 3).Select(book.WaitOf).Order().Select(wait => Math.Round(wait, 3)));
        var use = planner.Use(book);
        Assert.Equal(3 * 400 * sized.CpuCost, use.Asked, 1e-3);
        Assert.Equal(1, use.Utilization, 1e-3); // busy from 0 to 300 s
        Assert.Equal(200, planner.Evaluate(1).Goals[0].Value, 3);
    }

    [Fact]
    public void The_load_may_grow_as_far_as_there_is_room()
    {
        // Ten guests of one CPU on five hosts of four: twice as many fit, and not one more.
        var set = Set(60, [.. Enumerable.Range(0, 10).Select(i => Guest($"{i}", 0, 60, 1, 1024, 0))]);
        var setting = Native() with { CpuOvercommit = 1 };
        var factor = FleetGrowth.MostLoad(set, setting, sized => Planner(sized, "reject<0.001%"), 5, new RandomStreams(1));
        Assert.InRange(factor, 2.0, 2.06);
        Assert.Equal(Math.Log(2) / Math.Log(1.02), FleetGrowth.Months(2, 0.02), 9);
        Assert.Equal(double.PositiveInfinity, FleetGrowth.Months(2, 0));
    }

    private static GoalResult Ready(SizedSet sized, int hosts, SchedulerKind scheduler)
    {
        var planner = new FleetPlanner(sized, [Goal.Parse("p50ready<5%")], WindowRules.Of(P) with { Most = 30 }, 1)
        {
            Scheduler = scheduler,
        };
        return planner.Evaluate(hosts).Goals[0];
    }

    private static FleetPlanner Planner(SizedSet sized, params string[] goals) =>
        new(sized, [.. goals.Select(Goal.Parse)], WindowRules.Of(P) with { Most = 30 }, 1);

    private static FleetSetting Native() => new(Four, RuncContainer.Of(P), WebApplication.Of(P));

    private static TracedSet Set(double length, params TracedGuest[] guests) => new(guests, length) { HasUse = true };

    private static TracedGuest Guest(string id, double begin, double end, double cpus, double memory, double use) =>
        new(id, begin, end, cpus, memory, [(begin, use)]);
}
