using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Benchmarks;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T07: native Linux, Docker and KVM on two Sandy Bridge Xeons (Felter et al. 2014). Programs are profiles on all cores alike, round trips
/// and block operations are events on a simulated host.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Felter2014Containers(Parameters p)
{
    private HostModel Machine => Felter2014.Machine(p);
    private Platform Native => Felter2014.Native(p);

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T07")
    {
        { "Linpack KVM untuned / native", () => Speed(Felter2014.Kvm(p), Benchmark.Linpack(p)) },
        { "Linpack KVM tuned / native", () => Speed(Felter2014.KvmTuned(p), Benchmark.Linpack(p)) },
        { "Linpack Docker / native", () => Speed(Felter2014.Docker(p), Benchmark.Linpack(p)) },
        {
            "PXZ Docker", () => Speed(Felter2014.Docker(p), Benchmark.Pxz(p)),
            "a container's processes run at native cost here, and the paper names no cause for the 4 %; group scheduling over sixteen " +
                "cores would be the place to look"
        },
        { "PXZ KVM untuned", () => Speed(Felter2014.Kvm(p), Benchmark.Pxz(p)) },
        { "PXZ KVM tuned", () => Speed(Felter2014.KvmTuned(p), Benchmark.Pxz(p)) },
        { "STREAM KVM", () => Speed(Felter2014.Kvm(p), Benchmark.Stream(p)) },
        { "STREAM Docker", () => Speed(Felter2014.Docker(p), Benchmark.Stream(p)) },
        { "RandomAccess KVM", () => Speed(Felter2014.Kvm(p), Benchmark.RandomAccess(p)) },
        { "RandomAccess Docker", () => Speed(Felter2014.Docker(p), Benchmark.RandomAccess(p)) },
        { "bulk TCP all", () => new[] { Native, Felter2014.Docker(p), Felter2014.DockerNat(p), Felter2014.Kvm(p) }.Min(Bulk) },
        { "KVM added RTT", () => RoundTripUs(Felter2014.Kvm(p)) - RoundTripUs(Native) },
        {
            "Docker NAT RTT", () => RoundTripUs(Felter2014.DockerNat(p)) / RoundTripUs(Native),
            "bridge and translation are priced by a measurement on a kernel of 2026; the paper's kernel of 2014, with Docker 1.0, would " +
                "have to take some 8 us a packet more"
        },
        { "KVM random 4k IOPS", () => Blocks(Felter2014.Kvm(p), 4.KiB) / Blocks(Native, 4.KiB) },
        { "KVM sequential", () => Blocks(Felter2014.Kvm(p), 1.MiB) / Blocks(Native, 1.MiB) },
        { "Docker random 4k IOPS", () => Blocks(Felter2014.Docker(p), 4.KiB) / Blocks(Native, 4.KiB) },
        {
            "MySQL KVM overhead", () => 100 * (1 - Speed(Felter2014.Kvm(p), Benchmark.MySqlOltp(p))),
            "39.7: its interrupts are counted by kind now (of the timer, between CPUs), and none of them was chosen anew"
        },
        {
            "MySQL Docker volume overhead", () => 100 * (1 - Speed(Felter2014.Docker(p), Benchmark.MySqlOltp(p))),
            "as PXZ on Docker: a container's processes run at native cost here, and the paper names no cause"
        },
    }
    .Construction("the wire less its headers: the CPU of no platform is full", "bulk TCP all")
    .Null("bulk TCP all", () => Bulk(Native));

    // All cores are busy, so the cycles of device threads are lost to the program too.
    private double Speed(Platform platform, WorkProfile work) =>
        Native.Cost(work, Machine).Total / platform.Cost(work, Machine).Total;

    private double Bulk(Platform platform) =>
        NetworkThroughput.Of(platform, Machine, Benchmark.BulkTcp(p), 64.KiB, 1500.B).PerSecond.BytesPerSecond * 8 / 1e9;

    private double RoundTripUs(Platform platform) =>
        RoundTrip.Mean(platform, Machine, Benchmark.NetperfRr(p), count: 20).TotalMicroseconds;

    // With as many in flight as the paper had.
    private double Blocks(Platform platform, Bytes size) =>
        BlockLoad.PerSecond(platform, Machine, Benchmark.FioRandom(p), size, 250.Milliseconds);
}
