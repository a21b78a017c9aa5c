using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Limits of a guest are the kernel's files, whatever carries the guest, and it holds no more than its own memory.</summary>
public class GuestLimitTests
{
    private readonly Simulation sim = new();
    private readonly Host host;

    public GuestLimitTests() => host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid);

    public static TheoryData<string> Platforms => ["container (runc)", "Firecracker microVM", "full VM (QEMU/KVM)", "Kata container"];

    // Twenty megabytes at one a second.
    [Theory]
    [MemberData(nameof(Platforms))]
    public void The_disk_s_limit_of_a_cgroup_holds_for_its_guest(string name)
    {
        var platform = CloudSim.Net.Platforms.Platforms.Of(P).Single(p => p.Name == name);
        var spec = new GuestSpec(256.MiB, 40.MiB) { Limits = new() { IoMax = new(ReadBytes: new(1_000_000)) } };
        // The image is in memory: another guest has read it.
        host.Boot(platform, spec with { Limits = new() });
        var guest = host.Boot(platform, spec);
        var begin = sim.Now;
        sim.Run(sim.Process(Enumerable.Range(0, 20).SelectMany(_ => guest.BlockOperation(new(1_000_000)))));
        Assert.InRange((sim.Now - begin).TotalSeconds, 19, 21);
        Assert.Equal(20_000_000, guest.Cgroup.Io.Stat.ReadBytes.Count);
    }

    [Fact]
    public void What_a_virtual_machine_s_own_kernel_reads_passes_the_host_s_limit()
    {
        var guest = host.Boot(QemuKvm.Of(P), new(256.MiB, 40.MiB));
        guest.Cgroup.Write("io.max", "8:0 rbps=1000000");
        var begin = sim.Now;
        sim.Run(guest.Kernel.Transfer(new(5_000_000), guest.Inside));
        Assert.InRange((sim.Now - begin).TotalSeconds, 4.5, 5.5);
    }

    [Fact]
    public void A_container_s_pids_are_its_program_s()
    {
        var spec = new GuestSpec(256.MiB, 40.MiB) { Limits = new() { PidsMax = 1 } };
        Assert.True(host.TryAdmit(RuncContainer.Of(P), spec, out _, out _));
        Assert.False(host.TryAdmit(Firecracker.Of(P), spec, out _, out var boundBy));
        Assert.Equal(KernelObject.Pid.Name, boundBy);
    }

    [Fact]
    public void A_domain_s_memory_is_what_it_was_given()
    {
        var spec = new GuestSpec(256.MiB, 40.MiB) { Limits = new() { MemoryMax = 100.MiB } };
        Assert.Throws<ArgumentException>(() => host.TryAdmit(XenPv.Of(P), spec, out _, out _));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(24, false)]
    [InlineData(64, true)]
    public void A_kernel_needs_some_memory_for_itself(int mib, bool fits)
    {
        Assert.Equal(fits, host.TryAdmit(Firecracker.Of(P), new GuestSpec(mib.MiB, Bytes.Zero), out _, out var boundBy));
        Assert.Equal(fits ? null : Host.GuestMemoryLimit, boundBy);
    }

    [Fact]
    public void A_library_takes_no_second_process()
    {
        var guest = host.Boot(UnikernelOnSolo5.Of(P), new(64.MiB, 16.MiB));
        Assert.Contains("library", Assert.Throws<InvalidOperationException>(() => { _ = guest.Kernel; }).Message, StringComparison.Ordinal);
    }

    // Two of three gibibytes fit: the rest of the working set is in swap, and is missed.
    [Fact]
    public void What_goes_to_swap_while_it_starts_is_missed_afterwards()
    {
        var manager = host.ManageMemory(new(P) { Swap = 20.GiB });
        var guest = host.Boot(QemuKvm.Of(P), new(4.GiB, 3.GiB) { Limits = new() { MemoryMax = 2.GiB } });
        Assert.InRange(guest.Memory.SwappedHot.GiB, 1, 1.4);
        var (begin, read) = (sim.Now, host.Disk.Completed);
        sim.Run(manager.Access(guest, 1_000));
        Assert.InRange(host.Disk.Completed - read, 300, 500);
        Assert.True(sim.Now > begin);
    }

    [Fact]
    public void What_a_guest_has_lent_it_cannot_use()
    {
        var manager = host.ManageMemory(new(P));
        var lender = host.Boot(Firecracker.Of(P), new(256.MiB, 10.MiB));
        var borrower = host.Boot(RuncContainer.Of(P), new(64.GiB, 10.MiB));
        var kernel = lender.Kernel;
        sim.Run(manager.Grow(borrower, host.Memory.Available + 20.MiB));
        Assert.Equal(20.MiB, lender.Memory.Ballooned);
        Assert.Equal(236.MiB, kernel.Root.Memory.Max);
        kernel.Root.Memory.Touch(lender.Program, 100.MiB);
        Assert.True(lender.Resident <= 236.MiB + lender.Platform.Footprint.PerGuest);
    }

    [Theory]
    [InlineData("memory.max", "max")]
    [InlineData("memory.high", "1G")]
    [InlineData("io.max", "8:0 rbps=1")]
    public void The_root_has_no_limits(string file, string text) =>
        Assert.Throws<ArgumentException>(() => host.Kernel.Root.Write(file, text));

    // What others have put into its cgroup ends with it, and nobody comes in any more.
    [Fact]
    public void A_cgroup_takes_nobody_once_its_guest_is_stopped()
    {
        var guest = host.Boot(Firecracker.Of(P), new(256.MiB, 10.MiB));
        var (thread, kernel) = (host.Kernel.CreateTask("other", guest.Cgroup), host.Kernel);
        kernel.Processes.Fork(kernel.Processes.Init, "other", NamespaceKinds.None, out var process, guest.Cgroup);
        process!.Exited += _ => Assert.Equal(KernelError.NoDevice,
            kernel.Processes.Fork(kernel.Processes.Init, "again", NamespaceKinds.None, out KernelProcess? _, guest.Cgroup));
        guest.Stop();
        Assert.False(process.IsAlive);
        sim.Run(1.Seconds);
        Assert.True(thread.HasExited);
        Assert.Empty(kernel.Root.Children);
    }

    [Fact]
    public void A_handler_that_throws_leaves_nothing_of_its_guest()
    {
        var guest = host.Boot(QemuKvm.Of(P), new(256.MiB, 10.MiB));
        guest.Kernel.Halted += () => throw new InvalidOperationException("mine");
        Assert.Throws<InvalidOperationException>(guest.Stop);
        sim.Run(1.Seconds);
        Assert.Equal((host.Model.HostReserved, 1L), (host.Memory.Used, host.Kernel.Root.Pids.Current));
        Assert.Empty(host.Guests);
    }

    [Fact]
    public void A_name_that_is_taken_does_not_end_admission()
    {
        host.Kernel.Root.Create("guest 0");
        Assert.True(host.TryAdmit(Firecracker.Of(P), new(256.MiB, 10.MiB), out var guest, out _));
        Assert.Equal(1, guest!.Number);
    }
}
