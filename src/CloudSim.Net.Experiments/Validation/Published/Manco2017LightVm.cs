using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T05: creation time against the number of guests by toolstack, density, and memory of a thousand guests (Manco et al. 2017).
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Manco2017LightVm(Parameters p)
{
    private const int Many = 1000;

    private double[] Xl => p.Once("a thousand guests by xl", set => Creations(set, Manco2017.Xl(set)));

    private double[] Split => p.Once("a thousand guests by the split toolstack", set => Creations(set, Manco2017.Split(set)));

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T05")
    {
        { "xl first guest", () => Xl[0] },
        { "xl 1,000th guest", () => Around(Xl, Many) },
        { "LightVM any guest", () => Split.Average() },
        { "noop unikernel", () => Creations(p, Manco2017.Noop(p), 50).Average() },
        { "guests reached on 128 GB with 3.6 MB unikernels", Density },
        { "1,000 Debian guests memory", () => Linux(Manco2017.Debian(p), LinuxSystem.Debian(p)) },
        { "1,000 Tinyx guests memory", () => Linux(Manco2017.Tinyx(p), LinuxSystem.Tinyx(p)) },
        { "1,000 Docker containers memory", Containers },
        { "xl curve", Curves },
    }
    .Null("guests reached on 128 GB with 3.6 MB unikernels", () => 128e9 / 3.6e6);

    // One after the other; the guests stay.
    private static double[] Creations(Parameters p, Platform platform, int guests = Many)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, Manco2017.Workstation(p), new RandomStreams(1));
        var times = new double[guests];
        for (var i = 0; i < guests; i++)
        {
            var guest = Admitted(host, platform, new GuestSpec(new Bytes(3_600_000), Bytes.Zero, Interfaces: 0));
            sim.Run(guest.Start());
            times[i] = guest.BootTime!.Value.TotalMilliseconds;
            sim.Run(10.0.Milliseconds); // the shell daemon catches up
        }
        return times;
    }

    private static double Around(double[] times, int number) => Quantiles.Of(times.Skip(number - 51).Take(51)).P50;

    private Answer Density()
    {
        var host = Host.For(Manco2017.Split(p), new Simulation(), Manco2017.ManyCores(p), new RandomStreams(1));
        var guests = 0;
        while (guests < 20_000
            && host.TryAdmit(Manco2017.Split(p), new GuestSpec(new Bytes(3_600_000), Bytes.Zero, Interfaces: 0), out _, out _))
            guests++;
        return guests;
    }

    // A Xen guest holds what it is given: what it holds after its boot, part by part.
    private Answer Linux(Platform platform, LinuxSystem system)
    {
        var host = Host.For(platform, new Simulation(), Manco2017.ManyCores(p), new RandomStreams(1));
        var before = host.Memory.Used;
        for (var i = 0; i < Many; i++)
            Boot(host, platform, new GuestSpec(system.Booted, Bytes.Zero, Interfaces: 0));
        return (host.Memory.Used - before).Count / 1e9;
    }

    // Containers whose program does nothing: what the runtime and the kernel hold for each.
    private Answer Containers()
    {
        var host = new Host(new Simulation(), Manco2017.ManyCores(p), new RandomStreams(1));
        var before = host.Memory.Used;
        for (var i = 0; i < Many; i++)
            Boot(host, RuncContainer.Of(p), new GuestSpec(256.MiB, Bytes.Zero, Interfaces: 0));
        return (host.Memory.Used - before).Count / 1e9;
    }

    private static void Boot(Host host, Platform platform, GuestSpec spec) => host.Simulation.Run(Admitted(host, platform, spec).Start());

    private static Guest Admitted(Host host, Platform platform, GuestSpec spec) =>
        host.TryAdmit(platform, spec, out var guest, out var boundBy)
            ? guest! : throw new InvalidOperationException($"{platform.Name}: {boundBy}");

    // Slopes over the first and the last third; the flat one over all.
    private Answer Curves()
    {
        var (early, late) = ((Around(Xl, 334) - Xl[0]) / 333, (Around(Xl, Many) - Around(Xl, 667)) / 333);
        var flat = (Around(Split, Many) - Around(Split, 51)) / (Many - 51);
        return Answer.Statement(late > 1.2 * early && Math.Abs(flat) < 0.001,
            $"xl {early:0.00} then {late:0.00} ms/guest, LightVM {flat:0.00000}");
    }
}
