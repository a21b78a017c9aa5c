using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;
using static CloudSim.Net.Tests.Experiments.Questions.Asked;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class MicroVmTests
{
    private static readonly Step Firmware = Models.VirtualMachine.Boot.Single(s => s.Kind == StepKind.Firmware);

    // With the firmware of the virtual machine before its kernel.
    private static readonly CourseModels WithFirmware = Models with
    {
        MicroVm = Models.MicroVm with
        {
            Boot = [.. Models.MicroVm.Boot.SelectMany(s => s.Kind == StepKind.DeviceProbes ? (Step[])[Firmware, s] : [s])],
        },
    };

    [Fact]
    public void It_starts_faster_for_what_it_leaves_out()
    {
        var reasons = Text(18).Split(", ");
        Assert.Contains("no firmware", reasons);
        Assert.Contains("fewer devices", reasons);
        Assert.Contains("a smaller kernel", reasons);
        Assert.Equal(["fewer devices", "no firmware", "a smaller kernel", "a smaller VMM"], reasons);
        Assert.Contains(Answer(18).Trace, line => line.Contains("devices: virtio block, serial console, keyboard controller"));
        Assert.Contains(Answer(18).Trace, line => line.Contains("PCI bridge"));
    }

    [Fact]
    public void The_parts_of_the_two_boots_add_up_to_the_difference()
    {
        var times = System.Text.RegularExpressions.Regex.Matches(Answer(18).Evidence, @"[0-9.]+(?= ms)").Select(m => double.Parse(m.Value,
            System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times[1] - times[0], times.Skip(2).Sum(), 0.3);
    }

    [Fact]
    public void A_part_that_hardly_saves_anything_is_no_reason()
    {
        var short_ = Phases.HostCpu("firmware", new Cycles(3_000_000), 0) with { Kind = StepKind.Firmware };
        var models = Models with
        {
            VirtualMachine = Models.VirtualMachine with
            {
                Boot = [.. Models.VirtualMachine.Boot.Select(s => s.Kind == StepKind.Firmware ? short_ : s)],
            },
        };
        Assert.DoesNotContain("firmware", Text(18, models));
    }

    [Fact]
    public void With_firmware_it_is_a_reason_no_more()
    {
        var reasons = Text(18, WithFirmware).Split(", ");
        Assert.DoesNotContain(reasons, r => r.Contains("firmware"));
        Assert.Equal(Text(18).Split(", ").Where(r => r != "no firmware"), reasons);
    }

    [Fact]
    public void With_the_same_devices_or_kernel_they_are_reasons_no_more()
    {
        var devices = Models with
        {
            MicroVm = Models.MicroVm with { Devices = [.. Models.MicroVm.Devices, new GuestDevice("IDE channel", 20)] },
        };
        Assert.DoesNotContain("fewer devices", Text(18, devices));
        var kernel = Models with { MicroVm = Models.MicroVm with { Kernel = Models.VirtualMachine.Kernel } };
        Assert.DoesNotContain("a smaller kernel", Text(18, kernel));
    }

    [Fact]
    public void Protection_is_no_reason()
    {
        Assert.Equal("no", Text(19));
        Assert.Equal("no", Text(19, WithFirmware));
    }

    [Fact]
    public void A_micro_vm_without_any_would_be_faster_for_that() => Assert.Equal("yes", Text(19, Models with
    {
        MicroVm = Models.MicroVm with { Cpu = new NativeExecution(), Memory = new NativePaging() },
    }));

    [Fact]
    public void Functions_of_strangers_run_on_them()
    {
        Assert.Equal("microVMs", Text(20));
        Assert.Equal("microVMs", Text(20, WithFirmware));
        Assert.Matches(@"microVMs with 1\d\d\.\d MiB and 1\d\d\.\d ms, virtual machines with", Answer(20).Evidence);
        var trace = Answer(20).Trace;
        Assert.Contains(trace, line => line.StartsWith("containers (") && line.Contains("isolation"));
        Assert.Contains(trace, line => line.StartsWith("containers on a user-space kernel") && line.Contains("compatibility"));
        Assert.Contains(trace, line => line.StartsWith("unikernels") && line.Contains("compatibility"));
    }

    /// <summary>What each guest takes of the host is what one is charged.</summary>
    [Fact]
    public void A_guest_takes_what_it_is_charged()
    {
        var guest = GuestRuns.Boot(GuestRuns.Machine(Models, Models.MicroVm), Models.MicroVm);
        var told = System.Text.RegularExpressions.Regex.Match(Answer(20).Evidence, @"(?<=microVMs with )[0-9.]+").Value;
        Assert.Equal(guest.Resident.MiB, double.Parse(told, System.Globalization.CultureInfo.InvariantCulture), 0.1);
    }

    [Fact]
    public void Without_them_it_is_the_next_that_isolates()
    {
        Assert.Equal("virtual machines", Text(20, Models with { MicroVm = Models.Container }));
        var heavy = Models.MicroVm with { Footprint = Models.MicroVm.Footprint with { PerGuest = 1.GiB } };
        Assert.Equal("virtual machines", Text(20, Models with { MicroVm = heavy }));
    }
}
