using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Platforms;
using CloudSim.Net.Virtualization.Requirements;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class TypesTests
{
    private const string InSoftware = "full virtualization, in software", Assisted = "hardware-assisted virtualization";

    [Theory]
    [InlineData(1, InSoftware)]
    [InlineData(2, Assisted)]
    [InlineData(3, "containers")]
    [InlineData(4, "full virtualization")]
    public void The_type_of_virtualization_is(int number, string type) => Assert.Equal(type, Asked.Text(number));

    [Fact]
    public void A_type_is_told_from_mechanisms_and_not_from_names()
    {
        var blank = (CloudSim.Net.Virtualization.Platform p) => VirtualizationType.Of(p with { Name = "X", Family = "Y" });
        Assert.Equal("no virtualization", blank(BareMetal.Of(P)));
        Assert.Equal("containers", blank(RuncContainer.Of(P)));
        Assert.Equal("containers on a user-space kernel", blank(GVisorPtrace.Of(P)));
        Assert.Equal("unikernels", blank(LightVm.Of(P)));
        Assert.Equal("paravirtualization", blank(XenPv.Of(P)));
        Assert.Equal(Assisted, blank(Firecracker.Of(P)));
        Assert.Equal(InSoftware, blank(VmwareEsx.Of(P)));
        Assert.Equal(InSoftware, blank(QemuTcg.Of(P)));
    }

    [Fact]
    public void On_a_processor_with_guest_mode_the_same_system_runs_hardware_assisted_too()
    {
        var models = Asked.Models with { BasicMachine = Asked.Models.AdvancedMachine };
        Assert.Equal($"{Assisted}; {InSoftware}", Asked.Text(1, models));
        Assert.Equal("containers", Asked.Text(3, models));
    }

    [Fact]
    public void A_kernel_that_may_be_changed_runs_paravirtualized_too()
    {
        var open = Asked.Models.UnknownSystem with { System = "Linux", KernelCanBeChanged = true, NeedsPc = false };
        Assert.Equal($"paravirtualization; {InSoftware}", Sorted(Asked.Text(1, Asked.Models with { UnknownSystem = open })));
        Assert.Contains(Asked.Answer(1).Trace, line => line.Contains("POPF") && line.Contains("Xen PV"));
    }

    [Fact]
    public void Without_guest_mode_software_is_best_for_an_unknown_system()
    {
        var models = Asked.Models;
        var old = models with { AdvancedMachine = models.AdvancedMachine with { Cpu = models.Cpus[0] } };
        Assert.Equal(InSoftware, Asked.Text(2, old));
    }

    // Adams and Agesen 2006: the first generation of hardware assist was often slower than binary translation.
    [Fact]
    public void The_ranking_is_told_from_the_first_to_the_last()
    {
        var ranking = Asked.Answer(2).Trace.Where(line => char.IsDigit(line[0])).ToList();
        Assert.Equal(6, ranking.Count);
        Assert.Contains("pass-through", ranking[0]);
        Assert.Contains("binary translation", ranking[2]);
        Assert.Contains("shadow paging", ranking[3]);
        Assert.Contains("interpreter", ranking[5]);
        Assert.Contains("interpreter", Asked.Answer(2).Evidence);
    }

    [Fact]
    public void Without_containers_another_type_is_best_for_many_applications()
    {
        var models = Asked.Models;
        Assert.Equal(Assisted, Asked.Text(3, models with { Platforms = [.. models.Platforms.Where(p => p.Kernel is not null)] }));
        Assert.Equal("none", Asked.Text(3, models with { Platforms = [BareMetal.Of(P)] }));
        var evidence = Asked.Answer(3).Evidence;
        Assert.Contains("container (runc)", evidence);
        Assert.Matches(@"10 guests take \d+\.\d MiB each", evidence);
    }

    [Fact]
    public void Services_that_need_another_kernel_do_not_run_in_containers()
    {
        var models = Asked.Models with { Services = Asked.Models.Services with { KernelVersion = new(6, 8) } };
        Assert.Equal(Assisted, Asked.Text(3, models));
        Assert.Equal(Assisted, Asked.Text(2, models));
    }

    [Fact]
    public void Two_versions_of_a_module_need_two_kernels()
    {
        var answer = Asked.Answer(4);
        Assert.Contains("one version of driver, not 1.0 (A) for 2.0 (B)", answer.Evidence);
        Assert.Contains(answer.Trace, line => line.StartsWith("paravirtualization: no", StringComparison.Ordinal));
        Assert.Contains("Xen PV could run both with a kernel that was changed for it", answer.Trace);
        Assert.Equal("none", Asked.Text(4, Asked.Models with { Platforms = [RuncContainer.Of(P)] }));
    }

    private static string Sorted(string types) => string.Join("; ", types.Split("; ").Order().Reverse());
}
