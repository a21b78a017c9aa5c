using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>What a filter of system calls costs: by its list, by the kernel's version, by the number of calls.</summary>
public class SystemCallFilterTests
{
    private static readonly HostModel Host = HostModel.RackServer(P);
    private static readonly SystemCallFilter Filter = SystemCallFilter.Default(P);
    private static readonly Platform Container = RuncContainer.Of(P);
    private static readonly Platform OldKernel = Container with { Filter = Filter with { Kernel = new(5, 10) } };

    // Stated beforehand: a filter's price is one a call, so that ten times the calls pay ten times as much, and nothing else changes.
    [Theory]
    [InlineData("4.19", 200, 500)] // 60 to 150 ns at 3.3 GHz
    [InlineData("5.10", 200, 500)]
    [InlineData("5.11", 30, 100)]
    [InlineData("6.12", 30, 100)]
    public void Ten_times_the_calls_pay_ten_times_as_much(string version, int least, int most)
    {
        var platform = Container with { Filter = Filter with { Kernel = Version.Parse(version) } };
        var work = WorkProfiles.SystemCallHeavy(P);
        double Added(double calls) => (platform.Cost(work with { SystemCalls = calls }, Host).Total
            - (platform with { Filter = null }).Cost(work with { SystemCalls = calls }, Host).Total).Count;
        Assert.Equal(10, Added(1_000) / Added(100), 9);
        Assert.InRange(Added(100) / 100, least, most);
        Assert.Equal(0, Added(0));
    }

    // Skarlatos et al. (MICRO 2020), abstract: 1.14 and 1.25 times the time of programs and of single calls in the mean, on Linux 5.3. A
    // program that makes a call each 2 to 3 us, as a server does, is between nothing and the mean of single calls.
    [Fact]
    public void On_a_kernel_of_its_time_a_server_slows_down_by_some_percent_and_by_less_on_a_later_one()
    {
        var work = new WorkProfile { Name = "server", User = 6_000.Cycles, Kernel = 1_000.Cycles, SystemCalls = 1 };
        double Slower(Platform platform) => platform.Cost(work, Host).Total / BareMetal.Of(P).Cost(work, Host).Total;
        Assert.InRange(Slower(OldKernel), 1.02, 1.25);
        Assert.InRange(Slower(Container) - 1, 0.1 * (Slower(OldKernel) - 1), 0.4 * (Slower(OldKernel) - 1));
    }

    [Fact]
    public void A_call_costs_by_its_place_in_the_list()
    {
        var step = Filter.Program(0.5) - Filter.Program(0);
        Assert.Equal(Filter.Calls / 2.0 * Filter.Compare.Count, step.Count, 9);
        Assert.Equal(step.Count, (Filter.Program(1) - Filter.Program(0.5)).Count, 9);
        Assert.Equal(2 * step.Count, ((Filter with { Calls = 2 * Filter.Calls }).Program(0.5) - Filter.Program(0)).Count, 9);
        Assert.Throws<ArgumentOutOfRangeException>(() => Filter.Program(1.1));
    }

    // A bit does not help calls whose arguments are looked at.
    [Fact]
    public void Calls_with_arguments_run_the_program_on_any_kernel()
    {
        var all = Filter with { Arguments = 1 };
        Assert.Equal((all with { Kernel = new(5, 10) }).PerCall(), (all with { Kernel = new(6, 1) }).PerCall());
        Assert.Equal(Filter.TestBit, (Filter with { Arguments = 0 }).PerCall());
    }

    [Fact]
    public void Processes_and_guests_with_a_kernel_of_their_own_have_none()
    {
        Assert.All(new[] { BareMetal.Of(P), Firecracker.Of(P), Kata.Of(P), GVisorPtrace.Of(P) }, p => Assert.Null(p.Filter));
        Assert.Null(Firecracker.Of(P).Inside(P, Container).Filter);
        Assert.Equal(Container.Filter, Container.Inside(P, QemuKvm.Of(P)).Filter);
        Assert.Equal(Container.Filter, BareMetal.Of(P).Inside(P, Container).Filter);
    }

    // In a container in a container both programs run; the bit is one for both.
    [Fact]
    public void Two_filters_cost_two_programs_and_one_bit()
    {
        var twice = OldKernel.Inside(P, OldKernel).Filter!.PerCall();
        Assert.Equal(2 * OldKernel.Filter!.PerCall().Count - Filter.TestBit.Count, twice.Count, 9);
    }

    // A call misses the bit where either of them looks at its arguments, and then both run.
    [Fact]
    public void A_call_that_either_filter_looks_at_runs_both()
    {
        SystemCallFilter mine = Filter with { Arguments = 0.1 }, outer = Filter with { Arguments = 0.2 };
        var both = mine with { Inherited = outer };
        Assert.Equal(Filter.TestBit.Count + (2 * 0.28 * Filter.Program(Filter.MeanPlace).Count), both.PerCall().Count, 9);
        Assert.Equal(both.PerCall().Count, (outer with { Inherited = mine }).PerCall().Count, 9);
        Assert.Equal(both.PerCall().Count, (mine with { Arguments = 0, Inherited = both }).PerCall().Count
            - (0.28 * Filter.Program(Filter.MeanPlace).Count), 9);
    }

    // The host's kernel runs it, unless there is another kernel in between.
    [Fact]
    public void The_filter_is_that_of_the_hosts_kernel()
    {
        var work = WorkProfiles.SystemCallHeavy(P);
        Cycles On(Platform platform, string? version) =>
            platform.Cost(work, Host with { KernelVersion = version is null ? null : Version.Parse(version) }).Total;
        Assert.True(On(Container, "5.3") > On(Container, "6.12"));
        Assert.Equal(On(OldKernel, null), On(Container, "5.3"));
        Assert.Equal(On(OldKernel, null), On(OldKernel, "6.12"));
        Assert.Equal(On(Container, null), On(Container, "6.12"));
        var nested = Container.Inside(P, QemuKvm.Of(P));
        Assert.Equal(On(nested, "6.12"), On(nested, "5.3"));
    }

    [Fact]
    public void No_parameters_are_refused() =>
        Assert.Throws<ArgumentNullException>("parameters", () => SystemCallFilter.Default(null!));

    // Whichever two of them are put together first.
    [Fact]
    public void Three_filters_cost_three_programs_and_one_bit()
    {
        var two = OldKernel.Inside(P, OldKernel);
        var expected = 3 * OldKernel.Filter!.PerCall().Count - 2 * Filter.TestBit.Count;
        Assert.Equal(expected, OldKernel.Inside(P, two).Filter!.PerCall().Count, 9);
        Assert.Equal(expected, two.Inside(P, OldKernel).Filter!.PerCall().Count, 9);
    }
}
