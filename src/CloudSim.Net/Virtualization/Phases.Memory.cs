using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <content>What is done for a guest's memory.</content>
public static partial class Phases
{
    /// <summary>
    /// The VMM has all of the guest's memory pinned and mapped for devices: a page is cleared, found, and put into the IOMMU's tables, one
    /// after the other (<c>vfio_pin_map_dma</c>). It takes as long as the guest is large.
    /// </summary>
    public static Step PinMemory()
    {
        return new(StepKind.SystemCall, "guest memory pinned", Run);
        IEnumerable<Event> Run(StepContext context)
        {
            var (memory, host) = (context.ConfiguredMemory, context.Machine);
            yield return context.HostWork(
                Cycles.Of(memory / host.MemoryCopy, host.Cpu.Clock) + memory.Pages(4.KiB) * context.Platform.Io.PinPage, WorkKind.Code);
        }
    }
}
