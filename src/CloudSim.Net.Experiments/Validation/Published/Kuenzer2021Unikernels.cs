using CloudSim.Net.Calibration;
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
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Kuenzer2021Unikernels(Parameters p)
{
    private const int Boots = 31;

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T04")
    {
        { "Solo5 total", () => Total(UnikernelOnSolo5.Of(p)) },
        { "Firecracker total", () => Total(UnikernelOnFirecracker.Of(p)) },
        { "QEMU microvm total", () => Total(UnikernelOnQemuMicrovm.Of(p)) },
        { "QEMU total", () => Total(UnikernelOnQemu.Of(p)) },
        { "QEMU + NIC total", () => Total(UnikernelOnQemu.Of(p), interfaces: 1) },
        { "guest share on QEMU", GuestShare },
        { "OSv", () => Total(Kuenzer2021.Osv(p), endPoint: EndPoint.StartCallToInit) },
        { "Rumprun", () => Total(Kuenzer2021.Rumprun(p)) },
        { "HermiTux", () => Total(Kuenzer2021.HermiTux(p)) },
        { "Lupine nokml", () => Total(Kuenzer2021.Lupine(p), endPoint: EndPoint.StartCallToInit) },
        { "Alpine on Firecracker", () => Total(Kuenzer2021.Alpine(p), endPoint: EndPoint.StartCallToInit) },
        { "min memory hello: Unikraft < Docker < Rump < HermiTux < Lupine < OSv < Linux microVM", LeastMemory },
        { "boot time vs memory, dynamic page table 32 to 3072 MiB", PageTables },
    }
    .Input("the time from process start to the first instruction is one number of each VMM, and nothing tells what it consists of",
        "Solo5 total", "Firecracker total", "QEMU microvm total", "QEMU total", "QEMU + NIC total")
    .Input("the kernel's own time is what the published figure leaves, one number", "OSv", "Rumprun", "HermiTux", "Alpine on Firecracker");

    private double Total(Platform platform, int interfaces = 0, EndPoint endPoint = EndPoint.ProcessStartToInit)
    {
        var spec = new GuestSpec(platform.Kernel == GuestKernel.Unikraft(p) ? 32.MiB : 256.MiB, Bytes.Zero, Interfaces: interfaces);
        return Quantiles.Of(SerialBoots.Run(Kuenzer2021.Machine(p), platform, spec, Boots, new RandomStreams(1), endPoint: endPoint)).P50;
    }

    private Answer GuestShare()
    {
        var (sim, platform) = (new Simulation(), UnikernelOnQemu.Of(p));
        var host = new Host(sim, Kuenzer2021.Machine(p), new RandomStreams(1));
        host.TryAdmit(platform, new GuestSpec(32.MiB, Bytes.Zero, Interfaces: 0), out var guest, out _);
        sim.Run(guest!.Start());
        return 100 * (guest.Steps.Last(s => s.Kind == StepKind.GuestKernel).Duration / guest.BootTime!.Value);
    }

    private Answer LeastMemory()
    {
        double[] published = [2, 6, 8, 11, 20, 24, 29];
        double[] found = [.. Kuenzer2021.Least(p).Select(l => l.Memory.Count / 1e6)];
        return Answer.Statement(found.Order().SequenceEqual(found)
            && found.Zip(published, (f, of) => Math.Abs(f / of - 1) <= 0.15).All(x => x),
            string.Join(" < ", found.Select(f => $"{f:0.#}")));
    }

    // 46.4 us at 32 MiB to 113.6 us at 3 GiB, near linear from 64 MiB on.
    private Answer PageTables()
    {
        (int Mib, double Us)[] published = [(32, 46.4), (64, 53.3), (128, 54.6), (256, 56.9), (512, 61.6), (1024, 71.4), (2048, 92.8),
            (3072, 113.6)];
        double[] found = [.. published.Select(at => Kuenzer2021.DynamicPageTable(p, at.Mib.MiB).TotalMicroseconds)];
        return Answer.Statement(found.Order().SequenceEqual(found)
            && found.Zip(published, (f, at) => Math.Abs(f / at.Us - 1) <= 0.1).All(x => x),
            string.Join(" / ", found.Select(f => $"{f:0.0}")));
    }
}
