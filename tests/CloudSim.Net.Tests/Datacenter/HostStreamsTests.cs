using System.Runtime.CompilerServices;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter;

public class HostStreamsTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB);

    [Fact]
    public void Hosts_of_one_simulation_draw_different_numbers_without_being_named()
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var hosts = Enumerable.Range(0, 4).Select(_ => new Host(sim, HostModel.RackServer(P), streams)).ToList();
        hosts.Add(new Host(sim, HostModel.RackServer(P), new RandomStreams(1))); // the same seed again is no way around it
        Assert.Equal(5, hosts.Select(h => h.Streams.Key).Distinct().Count());
        Assert.Equal(5, hosts.Select(h => Admit(h).Streams["boot"].Seed).Distinct().Count());
        Assert.Equal("seed 1, run 0/host 3", hosts[3].Streams.Path);
    }

    [Fact]
    public void Two_hosts_of_one_name_are_refused_and_a_refusal_takes_nothing()
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var first = new Host(sim, HostModel.RackServer(P), streams, name: "web");
        var taken = Assert.Throws<ArgumentException>(() => new Host(sim, HostModel.RackServer(P), streams, name: "web"));
        Assert.Contains("web", taken.Message);
        Assert.Throws<ArgumentException>(() => new Host(sim, HostModel.RackServer(P), streams, new CfsScheduler(sim, 3, P)));
        Assert.Equal("seed 1, run 0/host 0", new Host(sim, HostModel.RackServer(P), streams).Streams.Path);
        // Another simulation is another world: the same name draws the same numbers from their beginning.
        var again = new Host(new Simulation(), HostModel.RackServer(P), streams, name: "web");
        Assert.Equal(first.Streams["x"].NextInt64(), again.Streams["x"].NextInt64());
        // Racks, each a scope of its own.
        Assert.Equal("seed 1, run 0/rack 2/host 0", new Host(sim, HostModel.RackServer(P), streams.Scope("rack 2")).Streams.Path);
    }

    // Hosts by name in any order, guests in any number, some stopped: a path's draws are the same in all of them.
    [Fact]
    public void Neither_the_order_of_creation_nor_the_presence_of_others_shifts_a_draw()
    {
        var alone = Admit(new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(3), SchedulerKind.Fluid, "watched"));
        var (boot, arrivals) = (alone.Streams["boot"].NextInt64(), alone.Streams["arrivals"].NextInt64());
        Gen.Select(Gen.Shuffle(new[] { "watched", "a", "b", "c" }), Gen.Int[0, 5].Array[4], Gen.Bool, Gen.Bool).Sample(
            (names, others, stops, purposeFirst) =>
        {
            var (sim, streams) = (new Simulation(), new RandomStreams(3));
            var hosts = names.Select(name => new Host(sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid, name)).ToList();
            for (var i = 0; i < hosts.Count; i++)
                for (var n = 0; n < others[i] && names[i] != "watched"; n++)
                {
                    var other = Admit(hosts[i]);
                    other.Streams["boot"].NextInt64();
                    if (stops)
                        other.Stop();
                }
            var watched = Admit(hosts[names.IndexOf("watched")]);
            if (purposeFirst)
                watched.Streams["a new purpose"].NextInt64();
            Assert.Equal((boot, arrivals), (watched.Streams["boot"].NextInt64(), watched.Streams["arrivals"].NextInt64()));
        }, iter: 50);
    }

    // The same with what the draws are for: boots and responses of a host are not moved by another that is busy.
    [Fact]
    public void Adding_a_host_changes_nothing_on_another()
    {
        var alone = Live(hosts: 1);
        Assert.Equal(10, alone.Count);
        Assert.Equal(alone, Live(hosts: 2));
        Assert.Equal(alone, Live(hosts: 5));

        static List<TimeSpan> Live(int hosts)
        {
            var (sim, streams, seen) = (new Simulation(), new RandomStreams(1), new List<TimeSpan>());
            for (var h = 0; h < hosts; h++)
            {
                var host = new Host(sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid);
                for (var g = 0; g < 3 + h; g++)
                    sim.Process(Boot(Admit(host), g == 0 && h == 0 ? seen : []));
            }
            sim.Run(5.Seconds);
            return [.. seen.Take(10)];

            IEnumerable<Event> Boot(Guest guest, List<TimeSpan> into)
            {
                yield return guest.Start();
                into.Add(guest.BootTime!.Value);
                _ = new RequestService(guest, WebApplication.Of(P), RateCurve.Constant(50), into.Add);
            }
        }
    }

    [Fact]
    public void A_guest_that_has_stopped_leaves_no_stream_behind()
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var host = new Host(sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid);
        var first = Launch(host);
        var kept = (streams.Kept, host.Streams.Kept);
        for (var i = 0; i < 100_000; i++)
        {
            Launch(host);
            if (i % 1_000 == 0)
                sim.Run(1.Milliseconds); // its group leaves the scheduler
        }
        sim.Run(1.Milliseconds);
        Assert.Equal(kept, (streams.Kept, host.Streams.Kept));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Launch(Host host)
        {
            var guest = Admit(host);
            var stream = guest.Streams["boot"];
            stream.NextInt64();
            guest.Stop();
            return new WeakReference(stream);
        }
    }

    private static Guest Admit(Host host) =>
        host.TryAdmit(Firecracker.Of(P), Spec, out var guest, out var boundBy) ? guest! : throw new InvalidOperationException(boundBy);
}
