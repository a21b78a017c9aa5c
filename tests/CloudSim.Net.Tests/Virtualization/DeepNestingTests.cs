using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Nesting;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>What a platform in a platform in a platform costs is found by asking each level a bounded number of times.</summary>
public class DeepNestingTests
{
    private static readonly WorkProfile Work = WorkProfiles.SystemCallHeavy(P) with
    {
        Touched = 1.MiB, BlockOperations = 3, Halts = 5, Packets = 7, AddressSpaces = 2, DeviceAccesses = 4, FloatShare = 0.25,
    };

    // The innermost platform is what stays, or the outermost.
    private static Platform Nested(Platform one, int depth, bool inward)
    {
        var nested = one;
        for (var i = 1; i < depth; i++)
            nested = inward ? one.Inside(P, nested) : nested.Inside(P, one);
        return nested;
    }

    private static long Calls(int depth, bool inward, bool again)
    {
        var counting = new CountingCpu(new HardwareAssist(P));
        var platform = Nested(QemuKvm.Of(P) with { Cpu = counting }, depth, inward);
        var host = HostModel.RackServer(P) with { Cpu = HostModel.RackServer(P).Cpu with { Name = "new" } };
        if (again)
            platform.Cost(Work with { User = new(1) }, host);
        counting.Calls = 0;
        platform.Cost(Work, host);
        return counting.Calls;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_level_more_asks_for_as_much_as_the_one_before(bool inward)
    {
        long[] calls = [.. Enumerable.Range(1, 16).Select(depth => Calls(depth, inward, again: true))];
        long[] more = [.. calls.Zip(calls.Skip(1), (few, many) => many - few)];
        Assert.True(more.Skip(3).Max() <= more.Skip(3).Min() * 1.5 && calls[^1] < 400 * 16, string.Join(", ", calls));
    }

    // The first time the presented machines are priced too: with all levels below, but once each.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_time_takes_no_more_than_the_square_of_the_depth(bool inward)
    {
        long[] calls = [.. new[] { 8, 16, 32 }.Select(depth => Calls(depth, inward, again: false))];
        Assert.True(calls[2] <= 5 * calls[1] && calls[1] <= 5 * calls[0], string.Join(", ", calls));
    }

    [Fact]
    public void Forty_levels_deep_costs_a_finite_amount()
    {
        var cost = Nested(QemuKvm.Of(P), 40, inward: true).Cost(Work, HostModel.RackServer(P));
        Assert.True(double.IsFinite(cost.Total.Count) && cost.Total > Nested(QemuKvm.Of(P), 39, inward: true).Cost(Work,
            HostModel.RackServer(P)).Total);
    }

    private sealed class CountingCpu(ICpuTechnique inner) : ICpuTechnique
    {
        public long Calls { get; set; }

        public string Name => inner.Name;

        public CpuGeneration Needs => inner.Needs;

        public Virtualizer Routes => inner.Routes;

        public IReadOnlyList<Parameter> Uses => inner.Uses;

        private ICpuTechnique Asked
        {
            get
            {
                Calls++;
                return inner;
            }
        }

        public CycleCost Run(WorkProfile work, CpuModel cpu) => Asked.Run(work, cpu);

        public Cycles Trap(CpuModel cpu) => Asked.Trap(cpu);

        public Cycles Call(CpuModel cpu) => Asked.Call(cpu);

        public Cycles Fault(CpuModel cpu) => Asked.Fault(cpu);

        public Cycles Inject(CpuModel cpu) => Asked.Inject(cpu);

        public Cycles PageTableWrite(CpuModel cpu) => Asked.PageTableWrite(cpu);

        public Cycles LoadCr3(CpuModel cpu) => Asked.LoadCr3(cpu);

        public double TlbLoss(CpuModel cpu) => Asked.TlbLoss(cpu);

        public CycleCost Interrupt(CpuModel cpu) => Asked.Interrupt(cpu);

        public CycleCost Halt(CpuModel cpu) => Asked.Halt(cpu);

        public CycleCost DeviceAccess(CpuModel cpu) => Asked.DeviceAccess(cpu);

        public CycleCost Notify(CpuModel cpu) => Asked.Notify(cpu);

        public CycleCost KernelWork(Cycles native) => Asked.KernelWork(native);
    }
}
