using CloudSim.Net.Datacenter;
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
public static class Felter2014Containers
{
    private const int InFlight = 16;

    private static readonly HostModel Machine = Felter2014.Machine;
    private static readonly Platform Native = Felter2014.Native;

    /// <summary>The set.</summary>
    public static TargetSet Set { get; } = new TargetSet("T07")
    {
        { "Linpack KVM untuned / native", () => Speed(Felter2014.Kvm, Benchmark.Linpack) },
        { "Linpack KVM tuned / native", () => Speed(Felter2014.KvmTuned, Benchmark.Linpack) },
        { "Linpack Docker / native", () => Speed(Felter2014.Docker, Benchmark.Linpack) },
        {
            "PXZ Docker", () => Speed(Felter2014.Docker, Benchmark.Pxz),
            "a container's processes run at native cost here, and the paper names no cause for the 4 %; group scheduling over sixteen " +
                "cores would be the place to look"
        },
        { "PXZ KVM untuned", () => Speed(Felter2014.Kvm, Benchmark.Pxz) },
        { "PXZ KVM tuned", () => Speed(Felter2014.KvmTuned, Benchmark.Pxz) },
        { "STREAM KVM", () => Speed(Felter2014.Kvm, Benchmark.Stream) },
        { "STREAM Docker", () => Speed(Felter2014.Docker, Benchmark.Stream) },
        { "RandomAccess KVM", () => Speed(Felter2014.Kvm, Benchmark.RandomAccess) },
        { "RandomAccess Docker", () => Speed(Felter2014.Docker, Benchmark.RandomAccess) },
        { "bulk TCP all", () => new[] { Native, Felter2014.Docker, Felter2014.DockerNat, Felter2014.Kvm }.Min(Bulk) },
        { "KVM added RTT", () => RoundTripUs(Felter2014.Kvm) - RoundTripUs(Native) },
        {
            "Docker NAT RTT", () => RoundTripUs(Felter2014.DockerNat) / RoundTripUs(Native),
            "bridge and translation are priced by a measurement on a kernel of 2026; the paper's kernel of 2014, with Docker 1.0, would " +
                "have to take some 8 us a packet more"
        },
        { "KVM random 4k IOPS", () => Blocks(Felter2014.Kvm, 4.KiB) / Blocks(Native, 4.KiB) },
        { "KVM sequential", () => Blocks(Felter2014.Kvm, 1.MiB) / Blocks(Native, 1.MiB) },
        { "Docker random 4k IOPS", () => Blocks(Felter2014.Docker, 4.KiB) / Blocks(Native, 4.KiB) },
        { "MySQL KVM overhead", () => 100 * (1 - Speed(Felter2014.Kvm, Benchmark.MySqlOltp)) },
        { "MySQL Docker volume overhead", () => 100 * (1 - Speed(Felter2014.Docker, Benchmark.MySqlOltp)) },
    }
        .Calibrate("Linpack.csv", "Linpack KVM untuned / native")
        .Calibrate("Pxz.csv", "PXZ KVM untuned", "PXZ KVM tuned")
        .Calibrate("RandomAccess.csv", "RandomAccess KVM")
        .Calibrate("VirtioQemu.csv", "KVM added RTT")
        .Calibrate("MySqlOltp.csv", "MySQL KVM overhead");

    // All cores are busy, so the cycles of device threads are lost to the program too.
    private static double Speed(Platform platform, WorkProfile work) =>
        Native.Cost(work, Machine).Total / platform.Cost(work, Machine).Total;

    private static double Bulk(Platform platform) =>
        NetworkThroughput.Of(platform, Machine, Benchmark.BulkTcp, 64.KiB, 1500.B).PerSecond.BytesPerSecond * 8 / 1e9;

    private static double RoundTripUs(Platform platform) =>
        RoundTrip.Mean(platform, Machine, Benchmark.NetperfRr, count: 20).TotalMicroseconds;

    // Operations in a quarter of a second with sixteen in flight.
    private static double Blocks(Platform platform, Bytes size)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, Machine, new RandomStreams(1));
        if (!host.TryAdmit(platform, new GuestSpec(1.GiB, Bytes.Zero), out var guest, out var boundBy))
            throw new InvalidOperationException($"{platform.Name} does not fit: {boundBy}");
        for (var i = 0; i < InFlight; i++)
            sim.Process(Reader());
        sim.Run(250.Milliseconds);
        return host.Disk.Completed;

        IEnumerable<Event> Reader()
        {
            while (true)
                foreach (var step in guest!.BlockOperation(size))
                    yield return step;
        }
    }
}
