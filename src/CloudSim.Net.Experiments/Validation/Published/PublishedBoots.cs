using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>The boots of the Firecracker paper (Agache et al., NSDI 2020) each run simulated once a set of parameters.</summary>
internal static class PublishedBoots
{
    public const string Firecracker = "Firecracker microVM", CloudHypervisor = "Cloud Hypervisor", Qemu = "full VM (QEMU/KVM)";

    // Guests without a network interface, their VMMs started from a plain script.
    private static readonly GuestSpec Spec = new(256.MiB, Bytes.Zero, Interfaces: 0, HasCgroup: false);

    public static double Quantile(
        Parameters p, string platform, int inFlight, double q, bool fromStartCall = false, Func<Parameters, HostModel>? machine = null) =>
        Quantiles.Of(Times(p, platform, inFlight, fromStartCall, machine))[q];

    /// <summary>
    /// Distance of Kolmogorov and Smirnov at the published quantiles. Times from the start call are published in whole
    /// milliseconds, cut off: there many launches have one value, and the published share at it lies between two quantiles.
    /// </summary>
    public static double Distance(Parameters p, string platform, bool fromStartCall, params (double Quantile, double Ms)[] published)
    {
        var times = Times(p, platform, 1, fromStartCall).Select(t => fromStartCall ? Math.Floor(t) : t).ToList();
        return published.GroupBy(point => point.Ms).Max(step =>
        {
            var share = times.Count(t => t <= step.Key) / (double)times.Count;
            var (low, high) = (step.Max(point => point.Quantile), step.Max(point => point.Quantile));
            if (fromStartCall)
                high = published.Where(point => point.Ms > step.Key).Select(point => point.Quantile).DefaultIfEmpty(1).Min();
            return Math.Max(0, Math.Max(low - share, share - high));
        });
    }

    private static List<double> Times(
        Parameters p, string platform, int inFlight, bool fromStartCall, Func<Parameters, HostModel>? machine = null) =>
        [.. Run(p, platform, inFlight, machine ?? HostModel.M5dMetal).Launches
            .Select(l => fromStartCall ? l.StartCallMs!.Value : l.ScriptMs).Order()];

    private static StormOutcome Run(Parameters p, string platform, int inFlight, Func<Parameters, HostModel> machine) =>
        p.Once($"{platform}, {inFlight} in flight on {machine(p).Name}", set =>
        {
            var storm = new BootStorm
            {
                Host = machine(set), Platform = Platforms.Platforms.Named(set, platform), Spec = Spec,
                Launches = inFlight == 1 ? 500 : 1000,
            };
            return inFlight == 1 ? storm.Serial(new RandomStreams(1)) : storm.InFlight(inFlight, new RandomStreams(1));
        });
}
