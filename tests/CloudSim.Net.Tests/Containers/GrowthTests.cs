using CloudSim.Net.Experiments.Validation.Containers;

namespace CloudSim.Net.Tests.Containers;

/// <summary>Laws of growth between and beyond the points that were measured: what grows with size or number, and what does not.</summary>
public class GrowthTests
{
    [Theory]
    [InlineData("volatile")]
    [InlineData("none")]
    public void A_copy_up_has_a_fixed_part_and_one_in_proportion_to_the_file(string option)
    {
        double Us(long bytes) =>
            Of("copyup", "open(O_RDWR) that copies the file up", $"file_bytes={bytes};upper_fs=ext4;option={option};cache=warm");
        Assert.Equal(Us(4096), Us(3072), 0.01 * Us(4096));
        var (small, large) = (Us(64 << 10), Us(1 << 20));
        Assert.Equal(small + (large - small) * (700 - 64) / (1024 - 64), Us(700 << 10), 0.01 * large); // on the line between its neighbours
        Assert.Equal(4 * Us(256L << 20), Us(1L << 30), 0.01 * Us(1L << 30)); // four times the largest that was measured
    }

    [Fact]
    public void A_second_write_grows_with_the_depth_of_the_file_s_tree_only()
    {
        double Us(long bytes) =>
            Of("copyup", "second 1-byte write: open+pwrite+close", $"file_bytes={bytes};upper_fs=tmpfs;option=none;cache=warm");
        Assert.Equal(Us(1 << 20) - Us(64 << 10), Us(16 << 20) - Us(1 << 20), 0.3);
        Assert.InRange(Us(1L << 30), Us(256L << 20), 1.1 * Us(256L << 20));
    }

    [Fact]
    public void An_overlay_grows_with_its_layers_and_with_the_overlays_there_are()
    {
        double Us(int layers, int existing) => Of("overlay", "mount(overlay)", $"lower_layers={layers};existing={existing};parallel=1");
        var layer = (Us(50, 0) - Us(5, 0)) / 45;
        Assert.InRange(layer, 3.5, 5.5);
        Assert.Equal(Us(50, 0) + 50 * layer, Us(100, 0), 0.06 * Us(100, 0));
        Assert.Equal(5 * (Us(5, 1000) - Us(5, 0)), Us(5, 5000) - Us(5, 0), 0.1 * Us(5, 5000));
    }

    /// <summary>Siblings and namespaces that exist cost nothing, but for the files that hold them open where they are forked.</summary>
    [Theory]
    [InlineData("ns", "unshare(ns) syscall", "ns=net;existing={0};parallel=1", 3000, 1.0)]
    [InlineData("ns", "unshare(ns) syscall", "ns=pid;existing={0};parallel=1", 3000, 1.0)]
    [InlineData("cgroup", "mkdir", "cgroup=v2;controllers=none;existing={0};parallel=1", 5000, 1.0)]
    [InlineData("cgroup", "rmdir after exit", "cgroup=v2;controllers=none;existing={0};parallel=1", 5000, 1.0)]
    [InlineData("ns", "fork + unshare + exit + wait + close", "ns=uts;existing={0};parallel=1", 3000, 1.95)]
    public void What_exists_costs_nothing_but_the_files_that_hold_it(string id, string what, string parameters, int existing, double factor)
    {
        double Us(int n) => Of(id, what, string.Format(System.Globalization.CultureInfo.InvariantCulture, parameters, n));
        Assert.InRange(Us(existing) / Us(0), 0.9 * factor, 1.1 * factor);
    }

    [Fact]
    public void A_mount_namespace_grows_with_the_mounts_that_it_copies()
    {
        double Us(int mounts) => Of("mntcopy", "unshare(CLONE_NEWNS): copies the mount tree", $"ns=mnt;mounts_in_caller={mounts}");
        Assert.Equal(Us(1000) + 2 * (Us(1000) - Us(0)), Us(3000), 1);
    }

    [Fact]
    public void A_veth_pair_grows_with_the_ports_of_the_bridge()
    {
        double Us(string what, int ports) => Of("veth", what, $"existing_ports={ports};parallel=1");
        foreach (var what in new[] { "create veth pair (rtnetlink)", "attach to bridge", "set host end up" })
            Assert.Equal(3 * (Us(what, 300) - Us(what, 0)), Us(what, 900) - Us(what, 0), 0.15 * Us(what, 900));
    }

    /// <summary>
    /// Two CPUs make twice as many, and some more: where both are busy no process is woken on another CPU (measured: 2.0 to 3.2 times as
    /// many). Four workers make as many as two, each waiting for the others.
    /// </summary>
    [Fact]
    public void Throughput_follows_the_cpus_and_latency_the_workers()
    {
        double Rate(int workers) => Of("ns", "create+destroy throughput", $"ns=uts;existing=0;parallel={workers}");
        double Us(int workers) => Of("ns", "fork + unshare + exit + wait + close", $"ns=uts;existing=0;parallel={workers}");
        Assert.InRange(Rate(2) / Rate(1), 2.0, 3.2);
        Assert.InRange(Rate(4) / Rate(2), 0.95, 1.05);
        Assert.InRange(Us(8) / Us(4), 1.4, 2.2);
    }

    private static double Of(string id, string what, string parameters) =>
        new Predictor(P).Of(new MeasuredPoint(id, id, what, parameters, "us", new Dictionary<string, double> { ["median"] = 1 }))!.Value;
}
