using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>
/// Memory of small Linux systems, part by part, against published sizes: 111 and 27 MB of guests on Xen (Manco et al. 2017), 29 and 20 MB
/// for hello world on Firecracker (Kuenzer et al. 2021). Debian's cached files were chosen with its figure in view.
/// </summary>
public class LinuxSystemTests
{
    [Fact]
    public void Guests_hold_what_was_measured()
    {
        Assert.InRange(LinuxSystem.Debian(P).Booted.Count / 1e6, 0.85 * 111, 1.15 * 111);
        Assert.InRange(LinuxSystem.Tinyx(P).Booted.Count / 1e6, 0.85 * 27, 1.15 * 27);
    }

    [Fact]
    public void The_least_memory_is_what_was_measured()
    {
        Assert.InRange(LinuxSystem.Alpine(P).Least.Count / 1e6, 0.85 * 29, 1.15 * 29);
        Assert.InRange(LinuxSystem.Lupine(P).Least.Count / 1e6, 0.85 * 20, 1.15 * 20);
    }

    // A kernel of a few MB boots in no less than the address that it was linked for, however little it holds.
    [Fact]
    public void A_small_kernel_is_bound_by_its_load_address()
    {
        var half = LinuxSystem.Lupine(P) with { Slab = Bytes.Zero };
        Assert.Equal(LinuxSystem.Lupine(P).Least, half.Least);
        Assert.True(half.Booted < LinuxSystem.Lupine(P).Booted);
        Assert.Equal(16.MiB + half.Kernel, half.Least);
    }

    // Cached files can go; a RAM disk that is the root file system cannot.
    [Fact]
    public void What_may_be_given_up_is_not_in_the_least()
    {
        var debian = LinuxSystem.Debian(P);
        Assert.True(debian.Least < debian.Booted);
        Assert.Equal(debian.Least, (debian with { FilesRead = new Bytes(200_000_000) }).Least);
        Assert.True((debian with { RunsFromMemory = true }).Least > debian.Least + debian.Unpacked);
    }

    // While it is unpacked a RAM disk is there twice.
    [Fact]
    public void A_large_ram_disk_bounds_the_boot() =>
        Assert.True((LinuxSystem.Debian(P) with { Archive = new Bytes(100_000_000), Unpacked = new Bytes(300_000_000) }).Least
            > new Bytes(400_000_000));

    // Descriptors of pages and the reserve are part of what must be given.
    [Fact]
    public void More_held_needs_more_than_that_given()
    {
        var more = LinuxSystem.Debian(P) with { Slab = LinuxSystem.Debian(P).Slab + new Bytes(100_000_000) };
        Assert.InRange((more.Booted - LinuxSystem.Debian(P).Booted).Count / 1e6, 101.5, 103);
    }
}
