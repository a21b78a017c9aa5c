using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A kernel linked with its one program into one address space: there is no user mode, so that a system call is a function call,
/// a switch between threads changes no address space, and memory is mapped before it is used. There is one process and no fork;
/// another program means another image.
/// </summary>
/// <param name="SystemCall">A call of the kernel: a function call, through the table that keeps the C library's interface.</param>
/// <param name="ThreadSwitch">Registers and stack of one thread exchanged for another's.</param>
/// <param name="NewPage">What the allocator does for a page that a kernel with processes would map in a page fault.</param>
public sealed record LibraryKernel(Cycles SystemCall, Cycles ThreadSwitch, Cycles NewPage)
{
    /// <summary>A call of the kernel: a function call, through the table that keeps the C library's interface.</summary>
    public Cycles SystemCall { get; init => field = Check.Amount(value); } = Check.Amount(SystemCall);

    /// <summary>Registers and stack of one thread exchanged for another's.</summary>
    public Cycles ThreadSwitch { get; init => field = Check.Amount(value); } = Check.Amount(ThreadSwitch);

    /// <summary>What the allocator does for a page that a kernel with processes would map in a page fault.</summary>
    public Cycles NewPage { get; init => field = Check.Amount(value); } = Check.Amount(NewPage);

    /// <summary>
    /// Address spaces that it can hold, 1 or more. One is what makes it a unikernel: fork would need a second, and so would a program that
    /// is not part of the image. More of them is a system that does not exist in this form, to see what hangs on it.
    /// </summary>
    public int AddressSpaces { get; init => field = Check.Between(value, 1, int.MaxValue); } = 1;

    /// <summary>What becomes of the work's crossings between program and kernel.</summary>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu) =>
        cpu.KernelWork(work.SystemCalls * SystemCall).As(Cause.SystemCalls)
        + cpu.KernelWork(work.ContextSwitches * ThreadSwitch).As(Cause.ContextSwitches)
        + cpu.KernelWork(work.PageFaults * NewPage).As(Cause.PageFaults);

    /// <summary>The work without them: what the machine sees of it.</summary>
    public WorkProfile Without(WorkProfile work) => work with
    {
        SystemCalls = 0, ContextSwitches = 0, PageFaults = 0, NewTranslations = 0,
        PageTableUpdates = Math.Max(0, work.PageTableUpdates - work.PageFaults),
    };

    internal static LibraryKernel Read(ParameterSheet p) => new(p.Cycles("system_call"), p.Cycles("thread_switch"), p.Cycles("new_page"));
}
