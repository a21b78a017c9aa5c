using System.Globalization;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Validation;

public class BootTests
{
    private static readonly GuestSpec Spec = new(256.MiB, Bytes.Zero);

    [Theory]
    [InlineData("Firecracker microVM", 0.05)]
    [InlineData("full VM (QEMU/KVM)", 0.05)]
    public void The_median_of_serial_boots_is_the_published_one(string platform, double tolerance)
    {
        var published = Published(platform).Single(q => q.Quantile == 0.5).Ms;
        Assert.InRange(Quantile(Boots(platform), 0.5), published * (1 - tolerance), published * (1 + tolerance));
    }

    [Theory]
    [InlineData("Firecracker microVM")]
    [InlineData("full VM (QEMU/KVM)")]
    public void The_99th_percentile_of_serial_boots_is_the_published_one(string platform)
    {
        var published = Published(platform).Single(q => q.Quantile == 0.99).Ms;
        Assert.InRange(Quantile(Boots(platform), 0.99), published * 0.9, published * 1.1);
    }

    // Kolmogorov-Smirnov distance at the published quantiles.
    [Theory]
    [InlineData("Firecracker microVM")]
    [InlineData("full VM (QEMU/KVM)")]
    public void The_distribution_of_serial_boots_follows_the_published_quantiles(string platform)
    {
        var boots = Boots(platform);
        var distance = Published(platform).Max(q => Math.Abs(boots.Count(b => b <= q.Ms) / (double)boots.Length - q.Quantile));
        Assert.True(distance <= 0.15, $"{platform}: distance {distance:0.000}");
    }

    [Fact]
    public void The_more_is_virtualized_the_later_the_guest_is_ready()
    {
        string[] order = ["bare-metal process", "container (runc)", "Firecracker microVM", "full VM (QEMU/KVM)", "emulation (QEMU TCG)"];
        var medians = order.Select(p => Quantile(Boots(p), 0.5)).ToArray();
        Assert.Equal(medians.Order(), medians);
        Assert.True(medians[4] > 3 * medians[3], "emulation is far above the full VM");
    }

    [Fact]
    public void The_phases_of_a_boot_add_up_to_its_time()
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer, new RandomStreams(3));
        foreach (var platform in CloudSim.Net.Platforms.Platforms.All)
        {
            Assert.True(host.TryAdmit(platform, Spec, out var guest, out _));
            sim.Run(guest!.Start());
            Assert.Equal(guest.BootTime, guest.Steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Duration));
            Assert.Equal(platform.Boot.Select(p => p.Name), guest.Steps.Select(s => s.Phase));
        }
    }

    private static double[] Boots(string platform) =>
        [.. SerialBoots.Run(HostModel.M5dMetal, CloudSim.Net.Platforms.Platforms.Named(platform), Spec, 500, new RandomStreams(11))];

    private static double Quantile(double[] values, double q)
    {
        Array.Sort(values);
        return values[(int)(q * (values.Length - 1))];
    }

    private static IEnumerable<(double Quantile, double Ms)> Published(string platform) =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "tests", "CloudSim.Net.Tests", "Validation", "boot-quantiles.csv")).Skip(2)
        let field = line.Split(',')
        where field[1] == platform
        select (double.Parse(field[2], CultureInfo.InvariantCulture), double.Parse(field[3], CultureInfo.InvariantCulture));
}
