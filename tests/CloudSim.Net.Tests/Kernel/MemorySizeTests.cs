using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Tests.Containers;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>What an idle cgroup pays for its controllers.</summary>
public class MemorySizeTests
{
    [Fact]
    public void Controllers_of_an_idle_cgroup_are_small()
    {
        var root = new Rack().Kernel.Root;
        Assert.InRange(Size(() => new MemoryController(root, root.Memory)), 100, 200);
        Assert.InRange(Size(() => new IoController(root.Io)), 24, 56);
    }

    private static double Size(Func<object> make)
    {
        var kept = new object[10_000];
        kept[0] = make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < kept.Length; i++)
            kept[i] = make();
        var size = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)kept.Length;
        TestContext.Current.TestOutputHelper?.WriteLine($"{kept[0]}: {size} B");
        return size;
    }
}
