using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T04: boots of Unikraft by VMM and of the systems that it is compared with, least memory, and page tables built at boot.
/// </summary>
public static class Kuenzer2021Unikernels
{
    private const int Boots = 31;

    /// <summary>The set.</summary>
    public static TargetSet Set { get; } = new TargetSet("T04")
    {
        { "Solo5 total", () => Total(UnikernelOnSolo5.Platform) },
        { "Firecracker total", () => Total(UnikernelOnFirecracker.Platform) },
        { "QEMU microvm total", () => Total(UnikernelOnQemuMicrovm.Platform) },
        { "QEMU total", () => Total(UnikernelOnQemu.Platform) },
        { "QEMU + NIC total", () => Total(UnikernelOnQemu.Platform, interfaces: 1) },
        { "guest share on QEMU", GuestShare },
        { "OSv", () => Total(Kuenzer2021.Osv, endPoint: EndPoint.StartCallToInit) },
        { "Rumprun", () => Total(Kuenzer2021.Rumprun) },
        { "HermiTux", () => Total(Kuenzer2021.HermiTux) },
        { "Lupine nokml", () => Total(Kuenzer2021.Lupine, endPoint: EndPoint.StartCallToInit) },
        { "Alpine on Firecracker", () => Total(Kuenzer2021.Alpine, endPoint: EndPoint.StartCallToInit) },
        { "min memory hello: Unikraft < Docker < Rump < HermiTux < Lupine < OSv < Linux microVM", LeastMemory },
        { "boot time vs memory, dynamic page table 32 to 3072 MiB", PageTables },
    }
    .Calibrate("UnikernelOnSolo5.csv", "Solo5 total")
    .Calibrate("UnikernelOnFirecracker.csv", "Firecracker total")
    .Calibrate("UnikernelOnQemuMicrovm.csv", "QEMU microvm total")
    .Calibrate("UnikernelOnQemu.csv", "QEMU total", "QEMU + NIC total")
    .Calibrate("Kuenzer2021.csv", "OSv", "Rumprun", "HermiTux", "Alpine on Firecracker",
        "min memory hello: Unikraft < Docker < Rump < HermiTux < Lupine < OSv < Linux microVM",
        "boot time vs memory, dynamic page table 32 to 3072 MiB");

    private static double Total(Platform platform, int interfaces = 0, EndPoint endPoint = EndPoint.ProcessStartToInit)
    {
        var spec = new GuestSpec(platform.Kernel == GuestKernel.Unikraft ? 32.MiB : 256.MiB, Bytes.Zero, Interfaces: interfaces);
        return Quantiles.Of(SerialBoots.Run(Kuenzer2021.Machine, platform, spec, Boots, new RandomStreams(1), endPoint: endPoint)).P50;
    }

    private static Answer GuestShare()
    {
        var (sim, platform) = (new Simulation(), UnikernelOnQemu.Platform);
        var host = new Host(sim, Kuenzer2021.Machine, new RandomStreams(1));
        host.TryAdmit(platform, new GuestSpec(32.MiB, Bytes.Zero, Interfaces: 0), out var guest, out _);
        sim.Run(guest!.Start());
        return 100 * (guest.Steps.Last(s => s.Kind == StepKind.GuestKernel).Duration / guest.BootTime!.Value);
    }

    private static Answer LeastMemory()
    {
        double[] published = [2, 6, 8, 11, 20, 24, 29];
        double[] found = [.. Kuenzer2021.Least.Select(l => l.Memory.Count / 1e6)];
        return Answer.Statement(found.Order().SequenceEqual(found)
            && found.Zip(published, (f, p) => Math.Abs(f / p - 1) <= 0.15).All(x => x),
            string.Join(" < ", found.Select(f => $"{f:0.#}")));
    }

    // 46.4 us at 32 MiB to 113.6 us at 3 GiB, near linear from 64 MiB on.
    private static Answer PageTables()
    {
        (int Mib, double Us)[] published = [(32, 46.4), (64, 53.3), (128, 54.6), (256, 56.9), (512, 61.6), (1024, 71.4), (2048, 92.8),
            (3072, 113.6)];
        double[] found = [.. published.Select(p => Kuenzer2021.DynamicPageTable(p.Mib.MiB).TotalMicroseconds)];
        return Answer.Statement(found.Order().SequenceEqual(found)
            && found.Zip(published, (f, p) => Math.Abs(f / p.Us - 1) <= 0.1).All(x => x),
            string.Join(" / ", found.Select(f => $"{f:0.0}")));
    }
}
