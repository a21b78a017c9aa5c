using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization;

/// <summary>How guest instructions come to run on the host's CPU.</summary>
public interface ICpuTechnique : IParameterized
{
    /// <summary>The technique's name in the field, for instance <c>hardware assist</c>.</summary>
    string Name { get; }

    /// <summary>The least CPU generation that it needs.</summary>
    CpuGeneration Needs { get; }

    /// <summary>Which route each instruction of a guest takes.</summary>
    Virtualizer Routes { get; }

    /// <summary>
    /// Cost of the guest's own code, system calls, exceptions, context switches, interrupts, sensitive instructions and
    /// indirect calls of a piece of work, and of its page faults as the guest's kernel handles them. What the memory technique
    /// adds to faults, page-table updates, walks and first touches is <see cref="IMemoryTechnique.Run"/>'s.
    /// </summary>
    CycleCost Run(WorkProfile work, CpuModel cpu);

    /// <summary>
    /// One involuntary way from the guest to the hypervisor and back (a fault, an exit), with the hypervisor's common entry and
    /// return, the handler's own work excepted. Zero where there is no hypervisor.
    /// </summary>
    Cycles Trap(CpuModel cpu);

    /// <summary>One voluntary way (a hypercall, a call that a translator put in place), the handler's own work excepted.</summary>
    Cycles Call(CpuModel cpu);

    /// <summary>
    /// A page fault that goes to the hypervisor, and back: a trap, with its address and kind known. The handler's own work excepted.
    /// </summary>
    Cycles Fault(CpuModel cpu) => Trap(cpu);

    /// <summary>Handing a fault to the guest's kernel, and its return to the program where the hypervisor has a part in it.</summary>
    Cycles Inject(CpuModel cpu) => Cycles.Zero;

    /// <summary>
    /// A write of the guest's kernel into a page table that the hypervisor watches ("trace"), until the hypervisor knows the entry
    /// and its new value. What it then does with it is the memory technique's.
    /// </summary>
    Cycles PageTableWrite(CpuModel cpu) => Fault(cpu);

    /// <summary>A load of CR3 by the guest's kernel where the hypervisor must see it: the way to it and back.</summary>
    Cycles LoadCr3(CpuModel cpu) => Trap(cpu);

    /// <summary>Share of the TLB entries in use that must be walked for again after each way to the hypervisor and back (0 to 1).</summary>
    double TlbLoss(CpuModel cpu) => 0;

    /// <summary>Cost of delivering one device interrupt to the guest.</summary>
    CycleCost Interrupt(CpuModel cpu);

    /// <summary>
    /// Cost of one interrupt between CPUs of the guest, for who sends it and who takes it: where there is a hypervisor, the write to the
    /// interrupt controller's command register goes to it (an exit, or a hypercall for an event channel), posted delivery or not.
    /// </summary>
    CycleCost Ipi(CpuModel cpu) => Interrupt(cpu) + Crossing(cpu);

    /// <summary>Cost of one new deadline in the CPU's timer: a write to a register that is the hypervisor's.</summary>
    CycleCost TimerWrite(CpuModel cpu) => KernelWork(cpu.SensitiveInstruction).As(Cause.Interrupts) + Crossing(cpu);

    private CycleCost Crossing(CpuModel cpu) => CycleCost.Of(Cause.Interrupts, Call(cpu), Call(cpu) > Cycles.Zero ? 1 : 0);

    /// <summary>Cost of going idle and being woken again, beyond the host scheduler's own switch.</summary>
    CycleCost Halt(CpuModel cpu);

    /// <summary>Cost of one access to a register of a device that a user-space VMM models.</summary>
    CycleCost DeviceAccess(CpuModel cpu);

    /// <summary>Cost of one notification from the guest's driver to a device that the VMM models ("kick"), on the vCPU.</summary>
    CycleCost Notify(CpuModel cpu);

    /// <summary>Cost of kernel work of this many native cycles inside the guest (a driver's path).</summary>
    CycleCost KernelWork(Cycles native);
}
