using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>What happened, in words, for traces and evidence.</summary>
internal static class Words
{
    /// <summary>What came of one instruction of a guest: its ring is what it believes to be in.</summary>
    public static string InGuest(Executed step) => Of(step, "the guest believes to be in ring");

    /// <summary>What came of one instruction of the bare machine.</summary>
    public static string Of(Executed step, string now = "the CPU is now in ring")
    {
        var how = step.Route switch
        {
            Route.Direct => "the CPU runs it as it is",
            Route.GuestMode => "the CPU runs it",
            Route.Trap => "it traps, and the hypervisor does it on the guest's virtual state",
            Route.Rewritten => "the translator has put its own code in its place",
            Route.Hypercall => "the guest's kernel asks the hypervisor",
            Route.Changed => "the guest's kernel was changed to do without it",
            Route.Exit => "it leaves guest mode, and the hypervisor does it",
            Route.Interpreted => "the emulator does it in software",
            Route.Fault => "it is not allowed",
            _ => "a device asks for attention",
        };
        var after = step.Event is null ? "" : $"; the kernel receives {Event(step.Event)}";
        return $"{step.Instruction}: {how}{after}; {now} {(int)step.State.Cpl}";
    }

    /// <summary>An event of the interrupt table by its name.</summary>
    public static string Event(int? vector) => vector switch
    {
        null => "no event",
        Vector.Breakpoint => "a breakpoint (3)",
        Vector.GeneralProtection => "a general protection fault (13)",
        Vector.Timer => "the timer's interrupt (32)",
        Vector.SystemCall => "a system call (0x80)",
        { } n => $"event {n}",
    };
}
