using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization;

/// <summary>How guest instructions come to run on the host's CPU.</summary>
public interface ICpuTechnique
{
    /// <summary>The technique's name in the field, for instance <c>hardware assist</c>.</summary>
    string Name { get; }

    /// <summary>The least CPU generation that it needs.</summary>
    CpuGeneration Needs { get; }

    /// <summary>Data files behind its figures.</summary>
    IReadOnlyList<ParameterSheet> Sheets { get; }

    /// <summary>Cost of the instructions, system calls, switches, faults and interrupts of a piece of work; page walks and devices excepted.</summary>
    CycleBill Run(WorkProfile work, CpuModel cpu);

    /// <summary>Cost of delivering one device interrupt to the guest.</summary>
    CycleBill Interrupt(CpuModel cpu);

    /// <summary>Cost of going idle and being woken again, beyond the host scheduler's own switch.</summary>
    CycleBill Halt(CpuModel cpu);

    /// <summary>Cost of one access to a register of a device that a user-space VMM models.</summary>
    CycleBill DeviceAccess(CpuModel cpu);

    /// <summary>Cost of one notification from the guest's driver to a device that the VMM models ("kick"), on the vCPU.</summary>
    CycleBill Notify(CpuModel cpu);

    /// <summary>Cost of kernel work of this many native cycles inside the guest (a driver's path).</summary>
    CycleBill KernelWork(Units.Cycles native);
}
