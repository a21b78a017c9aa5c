using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Requirements;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Benchmarks;
using All = CloudSim.Net.Platforms.Platforms;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>The questions of a course on virtualization, answered by running the model.</summary>
public class FeasibilityTests
{
    private static readonly HostOffers Modern = new() { Cpu = CpuModels.Skylake(P) };
    private static readonly HostOffers Classic = new() { Cpu = CpuModels.Prestonia(P) };

    private static readonly GuestNeeds UnmodifiedOs = new() { Name = "unmodified OS", System = "Windows", BringsKernel = true,
        NeedsPc = true, ManyProcesses = true };

    // By full virtualization in software; not by paravirtualization, not by containers, not by hardware assist.
    [Fact]
    public void An_unmodified_os_without_virtualization_support_runs_by_software_alone()
    {
        var families = Feasibility.Of(UnmodifiedOs, Classic, All.Of(P)).Where(v => v.IsFeasible).Select(v => v.Platform.Family).Distinct();
        Assert.All(families, f => Assert.Contains(f, new[] { "binary translation", "emulation", "hosted binary translation" }));
        Assert.Contains("binary translation", families);
        Assert.Contains("emulation", families);
        Assert.Contains("POPF", Why(UnmodifiedOs, Classic, XenPv.Of(P)));
        Assert.Contains("shared", Why(UnmodifiedOs, Classic, RuncContainer.Of(P)));
        Assert.Contains("guest mode", Why(UnmodifiedOs, Classic, QemuKvm.Of(P))); // the first thing that is missing
    }

    [Fact]
    public void A_changed_kernel_runs_paravirtualized_on_a_classic_cpu() =>
        Assert.Null(Why(UnmodifiedOs with { System = "Linux", KernelCanBeChanged = true, NeedsPc = false }, Classic, XenPv.Of(P)));

    [Fact]
    public void An_unmodified_os_runs_in_a_virtual_machine_with_firmware_and_not_in_a_microvm()
    {
        Assert.Null(Why(UnmodifiedOs, Modern, QemuKvm.Of(P)));
        Assert.Contains("firmware", Why(UnmodifiedOs, Modern, Firecracker.Of(P)));
        Assert.Null(Why(UnmodifiedOs with { System = "Linux", NeedsPc = false }, Modern, Firecracker.Of(P)));
    }

    [Fact]
    public void Two_applications_with_different_versions_of_a_module_cannot_share_a_kernel()
    {
        GuestNeeds a = new() { Name = "A", Modules = [new("driver", new(1, 0))] },
        b = a with { Name = "B", Modules = [new("driver", new(2, 0))] };
        Assert.Contains("one version of driver", Feasibility.IncompatibilityTogether([a, b], Modern, RuncContainer.Of(P)));
        Assert.Null(Feasibility.IncompatibilityTogether([a, a], Modern, RuncContainer.Of(P)));
        Assert.Null(Feasibility.IncompatibilityTogether([a, b], Modern, Firecracker.Of(P)));
        Assert.Contains("loads no modules", Feasibility.IncompatibilityTogether([a], Modern, GVisorPtrace.Of(P)));
    }

    [Fact]
    public void A_container_has_the_kernel_that_the_host_has()
    {
        var newer = new GuestNeeds { Name = "newer", KernelVersion = new(6, 8) };
        Assert.Contains("6.1", Why(newer, Modern, RuncContainer.Of(P)));
        Assert.Null(Why(newer, Modern with { KernelVersion = new(6, 8) }, RuncContainer.Of(P)));
        Assert.Null(Why(newer, Modern, Firecracker.Of(P)));
        var module = new GuestNeeds { Name = "module", Modules = [new("driver", new(2, 0))] };
        Assert.Contains("no module", Why(module, Modern, RuncContainer.Of(P)));
        Assert.Contains("for everybody", Why(module, Modern with { Modules = [new("driver", new(1, 0))] }, RuncContainer.Of(P)));
        Assert.Null(Why(module, Modern with { Modules = [new("driver", new(2, 0))] }, RuncContainer.Of(P)));
    }

    [Theory]
    [InlineData("second application", "rebuild")]
    [InlineData("fork", "one")]
    [InlineData("processes", "one process")]
    [InlineData("rebuild", "linked anew")]
    public void A_unikernel_is_one_program(string rule, string reason)
    {
        var program = new GuestNeeds { Name = "program", CanBeRebuilt = true };
        Assert.Null(Why(program, Modern, UnikernelOnSolo5.Of(P)));
        var guest = rule switch
        {
            "second application" => program with { TakesSecondApplication = true },
            "fork" => program with { Forks = true },
            "processes" => program with { ManyProcesses = true },
            _ => program with { CanBeRebuilt = false },
        };
        var verdict = Feasibility.Of(guest, Modern, UnikernelOnSolo5.Of(P));
        Assert.Equal(rule, verdict.Rule);
        Assert.Contains(reason, verdict.Reason);
        Assert.Null(Why(guest, Modern, Firecracker.Of(P)));
    }

    [Fact]
    public void Only_an_emulator_runs_another_instruction_set()
    {
        var arm = new GuestNeeds { Name = "arm", Isa = Isa.Arm };
        Assert.All(Feasibility.Of(arm, Modern, All.Of(P)), v => Assert.Equal(v.Platform.Family == "emulation", v.IsFeasible));
    }

    [Fact]
    public void Techniques_for_the_rings_of_x86_are_not_found_on_another_host()
    {
        var (arm, host) = (new GuestNeeds { Name = "arm", Isa = Isa.Arm }, Modern with { Isa = Isa.Arm });
        Assert.Contains("rings", Why(arm, host, VmwareEsx.Of(P)));
        Assert.Contains("rings", Why(arm, host, XenPv.Of(P)));
        Assert.Null(Why(arm, host, QemuKvm.Of(P)));
        Assert.Null(Why(arm, host, RuncContainer.Of(P)));
        Assert.Null(Why(new GuestNeeds { Name = "x86" }, host, QemuTcg.Of(P)));
        Assert.NotNull(Why(new GuestNeeds { Name = "x86" }, host, QemuKvm.Of(P)));
    }

    [Fact]
    public void A_user_space_kernel_for_Linux_needs_a_host_with_Linux()
    {
        var program = new GuestNeeds { Name = "program" };
        Assert.Contains("Windows", Why(program, Modern with { System = "Windows" }, GVisorPtrace.Of(P)));
        Assert.Null(Why(program, Modern, GVisorPtrace.Of(P)));
    }

    [Fact]
    public void The_third_generation_brings_the_iommu()
    {
        Assert.Contains("IOMMU", Why(UnmodifiedOs, new() { Cpu = CpuModels.Nehalem(P) }, KvmPassThrough.Of(P)));
        Assert.Null(Why(UnmodifiedOs, Modern, KvmPassThrough.Of(P)));
        Assert.Null(Why(UnmodifiedOs, new() { Cpu = CpuModels.Nehalem(P) }, QemuKvm.Of(P)));
        Assert.Contains("nested page tables", Why(UnmodifiedOs, new() { Cpu = CpuModels.Penryn(P) }, QemuKvm.Of(P)));
        Assert.Null(Why(UnmodifiedOs, new() { Cpu = CpuModels.Penryn(P) }, KvmShadow.Of(P)));
    }

    [Fact]
    public void Inside_a_guest_only_what_its_machine_offers_runs()
    {
        var program = new GuestNeeds { Name = "program" };
        Assert.Null(Why(program, Modern with { Inside = QemuKvm.Of(P) }, Firecracker.Of(P)));
        Assert.Contains("no hypervisor", Why(program, Modern with { Inside = XenPv.Of(P) }, Firecracker.Of(P)));
        Assert.Null(Why(program, Modern with { Inside = XenPv.Of(P) }, RuncContainer.Of(P)));
        Assert.Contains("one program", Why(program, Modern with { Inside = UnikernelOnQemu.Of(P) }, RuncContainer.Of(P)));
    }

    // A microVM is faster than a virtual machine for what it leaves out; the isolation, guest mode and nested tables, is the same.
    [Fact]
    public void A_microvm_starts_faster_by_fewer_devices_and_no_firmware_not_by_weaker_protection()
    {
        var (micro, full) = (Firecracker.Of(P), QemuKvm.Of(P));
        Assert.Equal((full.Cpu.GetType(), full.Memory.GetType(), full.Cpu.Routes),
            (micro.Cpu.GetType(), micro.Memory.GetType(), micro.Cpu.Routes));
        var more = full.Boot.Select(b => b.Title).Except(micro.Boot.Select(b => b.Title));
        Assert.Equal(["interface script", "network device", "firmware", "kernel decompression", "ACPI and PCI enumeration"], more);
    }

    [Fact]
    public void Every_verdict_has_a_reason_or_none()
    {
        foreach (var guest in GuestNeeds.Common)
            foreach (var verdict in Feasibility.Of(guest, Modern, All.Of(P)))
            {
                Assert.Equal(verdict.Rule is null, verdict.IsFeasible);
                Assert.True(verdict.Rule is null || Feasibility.RuleNames.Contains(verdict.Rule));
            }
    }

    /// <summary>What a profile counts says what its program needs.</summary>
    [Fact]
    public void Work_that_forks_or_has_several_processes_cannot_run_where_there_is_one()
    {
        var (calls, build) = (WorkProfiles.SystemCallHeavy(P), Benchmark.CompilerRun(P));
        Assert.Equal((true, false), (GuestNeeds.Of(calls).ManyProcesses, GuestNeeds.Of(calls).Forks));
        Assert.Equal((true, true), (GuestNeeds.Of(build).ManyProcesses, GuestNeeds.Of(build).Forks));
        foreach (var platform in All.Of(P))
        {
            var library = platform.Kernel?.Library is not null;
            Assert.Equal(library ? "processes" : null, Feasibility.Of(GuestNeeds.Of(calls), Modern, platform).Rule);
            Assert.Equal(library ? "processes" : null, Feasibility.Of(GuestNeeds.Of(build), Modern, platform).Rule);
            Assert.Null(Why(GuestNeeds.Of(WorkProfiles.CpuBound(P)), Modern, platform));
            Assert.Null(Why(GuestNeeds.Of(WorkProfiles.IoHeavy(P) + Benchmark.NetperfRr(P)), Modern, platform));
            Assert.Equal(library, Why(GuestNeeds.Of(calls + WorkProfiles.IoHeavy(P)), Modern, platform) is not null);
        }
    }

    /// <summary>
    /// Nothing is cheaper than the bare machine, for the work that can run; but one program on a kernel that is a library does without the
    /// crossing to the kernel (a function call), the page fault and the change of the address space, and with nothing else to pay
    /// it is ahead.
    /// </summary>
    [Fact]
    public void Only_a_library_kernel_is_cheaper_than_the_bare_machine_and_by_its_crossings_alone()
    {
        var host = HostModel.RackServer(P);
        Cause[] crossings = [Cause.SystemCalls, Cause.PageFaults, Cause.ContextSwitches, Cause.PageTableUpdates, Cause.PageWalks];
        WorkProfile[] profiles = [.. WorkProfiles.All(P), .. Benchmark.All(P), WorkProfiles.SystemCallHeavy(P) with { Processes = 1 }];
        var ahead = 0;
        foreach (var platform in All.Of(P))
            foreach (var work in profiles.Where(w => Why(GuestNeeds.Of(w), Modern, platform) is null))
            {
                var (bare, here) = (BareMetal.Of(P).Cost(work, host), platform.Cost(work, host));
                if (here.Total.Count >= bare.Total.Count * (1 - 1e-12))
                    continue;
                ahead++;
                Assert.NotNull(platform.Kernel?.Library);
                Assert.All(CycleCost.Causes.Except(crossings),
                    c => Assert.True(here[c] >= bare[c] * (1 - 1e-12), $"{platform} {work.Name} {c}"));
                Assert.True(here[Cause.SystemCalls] < bare[Cause.SystemCalls]);
                Assert.DoesNotContain(work, WorkProfiles.All(P));
            }
        Assert.True(ahead > 0);
    }

    private static string? Why(GuestNeeds guest, HostOffers host, Platform platform) => Feasibility.Of(guest, host, platform).Reason;
}
