using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Benchmarks;

namespace CloudSim.Net.Tests.Workloads;

public class BenchmarkTests
{
    private static readonly HostModel Host = HostModel.RackServer(P);

    [Fact]
    public void Computing_costs_less_than_a_percent_more_on_everything_but_emulation()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P).Where(p => p.Family is not "emulation"
            && p.Incompatibility(Host.Cpu) is null))
            // a library kernel calls functions
            Assert.InRange(platform.Cost(WorkProfiles.CpuBound(P), Host).Total / BareMetal.Of(P).Cost(WorkProfiles.CpuBound(P), Host).Total,
                0.999, 1.015);
    }

    [Fact]
    public void Bills_grow_in_proportion_whatever_shares_notifications()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
            foreach (var work in Benchmark.All(P))
            {
                var once = platform.Cost(work, Host).Total.Count;
                Assert.Equal(3 * once, platform.Cost(work.Times(3), Host).Total.Count, once * 1e-6);
            }
    }

    [Fact]
    public void No_sharing_is_cheaper_than_none()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P).Where(p => p.Kernel?.Library is null)
            .Concat(Sosp2003.Systems(P).Values))
            foreach (var work in Benchmark.All(P))
                Assert.True(platform.Cost(work, Sosp2003.Machine(P)).Total >= BareMetal.Of(P).Cost(work,
                    Sosp2003.Machine(P)).Total - new Cycles(1e-6), $"{platform} {work.Name}");
    }

    [Fact]
    public void Two_pieces_of_work_together_keep_their_counts()
    {
        var sum = Benchmark.MySqlOltp(P) + Benchmark.SpecWeb(P);
        Assert.Equal(Benchmark.MySqlOltp(P).Packets + Benchmark.SpecWeb(P).Packets, sum.Packets);
        Assert.Equal(Benchmark.MySqlOltp(P).Packets / Benchmark.MySqlOltp(P).PacketBurst + Benchmark.SpecWeb(P).Packets
            / Benchmark.SpecWeb(P).PacketBurst, sum.Packets / sum.PacketBurst, 9);
        Assert.Equal(Benchmark.MySqlOltp(P).Halts, sum.Halts);
        Assert.InRange(sum.TopologyLoss, 0.001, Benchmark.MySqlOltp(P).TopologyLoss);
        Assert.Equal(Benchmark.CompilerRun(P), Benchmark.CompilerRun(P).Times(1));
    }

    [Fact]
    public void Hidden_topology_is_the_platforms_matter()
    {
        var (host, work) = (Felter2014.Machine(P), Benchmark.Linpack(P));
        Assert.True(Felter2014.Kvm(P).Cost(work, host)[Cause.HiddenTopology] > Cycles.Zero);
        Assert.Equal(Cycles.Zero, Felter2014.KvmTuned(P).Cost(work, host)[Cause.HiddenTopology]);
        Assert.Equal(Cycles.Zero, Felter2014.Docker(P).Cost(work, host)[Cause.HiddenTopology]);
    }

    // The compiler faults, so that what handles faults decides; the commit loop waits for the disk, so that who stands between decides.
    [Fact]
    public void What_nobody_calibrated_on_is_ordered_by_mechanism()
    {
        double Cost(Platform p, WorkProfile w) => p.Cost(w, Host).Total / BareMetal.Of(P).Cost(w, Host).Total;
        Assert.True(Cost(QemuKvm.Of(P), Benchmark.CompilerRun(P)) < Cost(VmwareEsx.Of(P), Benchmark.CompilerRun(P)));
        Assert.True(Cost(VmwareEsx.Of(P), Benchmark.CompilerRun(P)) < Cost(KvmShadow.Of(P), Benchmark.CompilerRun(P)));
        Assert.True(Cost(KvmPassThrough.Of(P), Benchmark.CommitLoop(P)) < Cost(QemuKvm.Of(P), Benchmark.CommitLoop(P)));
        Assert.Equal(1, Cost(RuncContainer.Of(P) with { Filter = null }, Benchmark.CommitLoop(P)), 6);
    }

    [Fact]
    public void A_lone_round_trip_pays_for_waking_and_for_each_hop()
    {
        var host = Felter2014.Machine(P);
        double Us(Platform p) => RoundTrip.Mean(p, host, Benchmark.NetperfRr(P), 10).TotalMicroseconds;
        Assert.InRange(Us(Felter2014.Native(P)), 36, 40);
        Assert.Equal(Us(Felter2014.Native(P)), Us(Felter2014.Docker(P)));
        Assert.InRange(Us(Felter2014.Kvm(P)) - Us(Felter2014.Native(P)), 24, 36); // Felter et al. 2014: 30 us
    }
}
