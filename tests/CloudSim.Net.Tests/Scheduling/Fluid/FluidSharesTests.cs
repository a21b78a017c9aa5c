using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Tests.Scheduling.Fluid;

/// <summary>Known answers: shares in closed form.</summary>
public class FluidSharesTests
{
    private const double Exact = 1e-6;

    [Fact]
    public void Groups_share_by_weight_however_many_tasks_they_have()
    {
        var machine = new FluidMachine();
        var (a, b) = (machine.Group(100), machine.Group(300));
        machine.Spinners(5, a);
        machine.Spinner(b);
        AssertShares([0.25, 0.75], machine.Use(a, b));
        a.Weight = 300;
        AssertShares([0.5, 0.5], machine.Use(a, b));
    }

    [Fact]
    public void Tasks_share_by_nice_level()
    {
        var machine = new FluidMachine();
        var (normal, nice, idle) = (machine.Spinner(), machine.Spinner(nice: 5), machine.Spinner(policy: TaskPolicy.Idle));
        machine.Run(1_000);
        var sum = 1024.0 + 335 + 3;
        AssertShares([1024 / sum, 335 / sum, 3 / sum], [normal.CpuTime / 1e9, nice.CpuTime / 1e9, idle.CpuTime / 1e9]);
    }

    // /a has 2/3: a/x has 1/4 of that, a/y 3/4.
    [Fact]
    public void A_hierarchy_shares_level_by_level()
    {
        var machine = new FluidMachine(2);
        var (a, b) = (machine.Group(200), machine.Group(100));
        var (x, y) = (machine.Group(100, parent: a), machine.Group(300, parent: a));
        machine.Spinners(4, x);
        machine.Spinners(2, y);
        machine.Spinners(3, b);
        AssertShares([4 / 3.0, 2 / 3.0, 1 / 3.0, 1], machine.Use(a, b, x, y));
    }

    // Three on two CPUs, weights 4:1:1: by weight the first had 4/3, it can use 1; the others share the rest.
    [Fact]
    public void A_task_gets_one_cpu_at_most()
    {
        var machine = new FluidMachine(2);
        TaskGroup[] groups = [machine.Group(400), machine.Group(100), machine.Group(100)];
        foreach (var group in groups)
            machine.Spinner(group);
        AssertShares([1, 0.5, 0.5], machine.Use(groups));
    }

    [Fact]
    public void With_fewer_tasks_than_cpus_each_has_one()
    {
        var machine = new FluidMachine(4);
        TaskGroup[] groups = [machine.Group(10_000), machine.Group(1), machine.Group(100)];
        foreach (var group in groups)
            machine.Spinner(group);
        AssertShares([1, 1, 1], machine.Use(groups));
        machine.Spinners(9, groups[1]);
        AssertShares([1, 2, 1], machine.Use(groups));
    }

    [Fact]
    public void What_a_limit_leaves_goes_to_the_others()
    {
        var machine = new FluidMachine(4);
        var (limited, free) = (machine.Group(1000, cpus: 1.5), machine.Group(100));
        var inner = machine.Group(100, cpus: 0.25, parent: limited);
        machine.Spinners(8, limited);
        machine.Spinners(2, inner);
        machine.Spinners(8, free);
        AssertShares([1.5, 1.5 / 9, 2.5], machine.Use(limited, inner, free)); // the inner group counts as one of nine
        limited.SetBandwidth(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(100));
        AssertShares([3, 0.25, 1], machine.Use(limited, inner, free));
        limited.SetBandwidth(null, default);
        AssertShares([4 * 10 / 11.0, 0.25, 4 / 11.0], machine.Use(limited, inner, free));
    }

    // Nice -5 and two of nice 0 in a group: with 1.5 CPUs nobody is at the ceiling of one, with two the first is.
    [Fact]
    public void A_mixed_group_follows_its_rate()
    {
        var machine = new FluidMachine(3);
        var (mixed, other) = (machine.Group(), machine.Group());
        var (strong, weak) = (machine.Spinner(mixed, nice: -5), machine.Spinners(2, mixed));
        var strangers = machine.Spinners(3, other);
        AssertShares([1.5, 1.5], machine.Use(mixed, other));
        var part = 1.5 / (3121 + 2048);
        AssertShares([3121 * part, 1024 * part], [strong.CpuTime / 1e9, weak[0].CpuTime / 1e9]);
        strangers[0].Exit();
        strangers[1].Exit();
        AssertShares([2, 1], machine.Use(mixed, other));
        AssertShares([3121 * part + 1, 1024 * part + 0.5], [strong.CpuTime / 1e9, weak[0].CpuTime / 1e9]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Long_run_shares_are_those_of_time_slices(int cpus)
    {
        int[] weights = [50, 100, 200, 400];
        var fluid = new FluidMachine(cpus);
        var slices = new Machine(cpus);
        TaskGroup[] Groups(CpuScheduler cpu) => [.. weights.Select((weight, i) =>
        {
            var group = cpu.CreateGroup($"g{i}");
            group.Weight = weight;
            for (var task = 0; task < 2 * cpus; task++)
                cpu.CreateTask("t", group).Demand(CpuTask.Forever);
            return group;
        })];
        var (a, b) = (Groups(fluid.Cpu), Groups(slices.Cpu));
        fluid.Run(20_000);
        slices.Run(20_000);
        for (var i = 0; i < weights.Length; i++)
            Assert.InRange((a[i].Stat.UsageNs - b[i].Stat.UsageNs) / 20e9, -0.03 * (cpus - 1) - 0.001, 0.03 * (cpus - 1) + 0.001);
    }

    private static void AssertShares(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) < Exact,
                $"[{string.Join(", ", expected)}] expected, [{string.Join(", ", actual)}] found");
    }
}
