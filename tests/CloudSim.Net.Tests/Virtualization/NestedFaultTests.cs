using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>
/// Many processes that touch new memory in a nested guest meet at the outer hypervisor's one lock for the machine
/// around. Their throughput grows with their number up to one over the time under that lock, and no further; without nesting it grows
/// on.
/// </summary>
public class NestedFaultTests
{
    private const int Pages = 100;

    private static readonly WorkProfile Touching = new() { Name = "touch", Touched = 4.KiB * Pages, PageFaults = Pages };
    private static readonly Platform Kvm = QemuKvm.Of(P);

    // Pages in a second of so many processes in each of so many guests of 16 virtual CPUs.
    private static double Rate(Platform platform, int processes, int guests = 1)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1).Scope("host"));
        var done = 0L;
        for (var g = 0; g < guests; g++)
        {
            var guest = host.Boot(platform, new GuestSpec(1.GiB, Bytes.Zero) { VCpus = 16 });
            var demand = guest.Demand(Touching);
            for (var i = 0; i < processes; i++)
            {
                var thread = guest.CreateThread($"process {i}");
                void Again()
                {
                    done++;
                    guest.Execute(demand, Again, thread);
                }
                guest.Execute(demand, Again, thread);
            }
        }
        done = 0;
        sim.Run(100.Milliseconds);
        return done * Pages / 0.1;
    }

    [Fact]
    public void Throughput_doubles_up_to_four_and_stands_still_from_eight_processes_on()
    {
        var nested = Kvm.Inside(P, Kvm);
        // The time under the lock is the model's own: where the bound lies was seen before its range was written here.
        var bound = Pages * 1e9 / nested.Serial(Touching, HostModel.RackServer(P)).NanosecondsAt(HostModel.RackServer(P).Cpu.Clock);
        double[] rates = [.. new[] { 1, 2, 4, 8, 16 }.Select(n => Rate(nested, n))];
        Assert.InRange(bound, 500_000, 800_000);
        Assert.Equal(2, rates[1] / rates[0], 0.05);
        Assert.Equal(4, rates[2] / rates[0], 0.1);
        Assert.Equal(bound, rates[3], bound * 0.02);
        Assert.Equal(bound, rates[4], bound * 0.02);
    }

    [Fact]
    public void Without_nesting_sixteen_processes_touch_sixteen_times_as_much() => Assert.Equal(16, Rate(Kvm, 16) / Rate(Kvm, 1), 0.2);

    [Fact]
    public void Guests_of_one_outer_machine_share_the_lock_and_those_of_machines_of_their_own_do_not()
    {
        var alone = Rate(Kvm.Inside(P, Kvm), 8);
        Assert.Equal(1, Rate(Kvm.Inside(P, Kvm), 8, guests: 2) / alone, 0.03);
        Assert.InRange(Rate(Kvm.InsideOwn(P, Kvm), 8, guests: 2) / alone, 1.7, 2.05);
    }

    [Fact]
    public void Work_that_touches_nothing_new_takes_no_lock() =>
        Assert.Equal(Cycles.Zero, Kvm.Inside(P, Kvm).Serial(Touching with { Touched = Bytes.Zero }, HostModel.RackServer(P)));
}
