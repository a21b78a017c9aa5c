using CloudSim.Net.Virtualization.DualMode;
using CsCheck;

namespace CloudSim.Net.Tests.Virtualization;

public class DualModeTests
{
    private const long InterruptsOn = 1 << 9;
    private const long IoplOfUsers = 3 << 12;

    private static readonly Instruction Cli = InstructionSet.Named("CLI");
    private static readonly Instruction Sti = InstructionSet.Named("STI");
    private static readonly Instruction Popf = InstructionSet.Named("POPF");

    public static TheoryData<string> Carriers => [.. Virtualizer.All.Where(v => v != Virtualizer.PureTrapAndEmulate).Select(v => v.Name)];

    public static TheoryData<string> SensitiveInstructions => [.. InstructionSet.Sensitive.Append(InstructionSet.Iret).Select(i => i.Name)];

    [Fact]
    public void There_are_the_17_of_Robin_and_Irvine_with_VERR_and_VERW_apart() => Assert.Equal(17 + 1, InstructionSet.Sensitive.Count);

    // A kernel turns interrupts off; the operand turns them on again for those that load flags, and starts a program by IRET.
    [Theory]
    [MemberData(nameof(SensitiveInstructions))]
    public void Each_sensitive_instruction_breaks_pure_trap_and_emulate_and_is_named(string name)
    {
        var wrong = DualModeMachine.FirstWrong(
            Virtualizer.PureTrapAndEmulate, [(InstructionSet.Add, 1), (Cli, 0), (InstructionSet.Named(name), InterruptsOn)]);
        Assert.Equal((name, Route.Direct, 2), (wrong?.Instruction.Name, wrong?.Got.Route, wrong?.Position));
        Assert.StartsWith($"{name} (instruction 3) ", wrong.ToString());
    }

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Every_other_technique_gives_the_kernel_a_machine_like_the_bare_one(string name)
    {
        var virtualizer = Virtualizer.All.Single(v => v.Name == name);
        KernelCode.Sample(code => Assert.Null(DualModeMachine.FirstWrong(virtualizer, code)));
    }

    // Kernel and programs mixed, rings changed by events and returns: state and events are the bare machine's (what user programs
    // read directly is another matter, and a program that may change the interrupt flag itself is not paravirtualization's).
    [Theory]
    [MemberData(nameof(Carriers))]
    public void Kernel_and_programs_together_leave_the_state_of_the_bare_machine(string name)
    {
        var virtualizer = Virtualizer.All.Single(v => v.Name == name);
        Everything.Sample(code =>
        {
            var (machine, bare) = (new DualModeMachine(virtualizer), new DualModeMachine(Virtualizer.BareMachine));
            foreach (var (instruction, operand) in code)
            {
                var flags = virtualizer == Virtualizer.Paravirtualization ? operand & ~IoplOfUsers : operand;
                var (step, right) = (machine.Run(instruction, flags), bare.Run(instruction, flags));
                Assert.Equal((right.State, right.Event, bare.Held), (step.State, step.Event, machine.Held));
            }
        });
    }

    // Without sensitive instructions trap-and-emulate is enough (Popek and Goldberg).
    [Fact]
    public void Trap_and_emulate_is_right_as_long_as_every_sensitive_instruction_traps() =>
        KernelCode.Sample(code => Assert.Null(DualModeMachine.FirstWrong(
            Virtualizer.PureTrapAndEmulate, code.Where(c => c.Item1.Kind != InstructionKind.Sensitive))));

    [Theory]
    [InlineData("binary translation", "Rewritten")]
    [InlineData("paravirtualization", "Changed")]
    [InlineData("hardware assist", "GuestMode")]
    [InlineData("hardware assist, shadow paging", "GuestMode")]
    [InlineData("emulation", "Interpreted")]
    public void Each_technique_has_its_own_route_for_the_sensitive_ones(string name, string route)
    {
        var virtualizer = Virtualizer.All.Single(v => v.Name == name);
        Assert.All(InstructionSet.Sensitive, i => Assert.Equal(route, new DualModeMachine(virtualizer).Kernel(i).Route.ToString()));
    }

    // Intel SDM vol. 3, causes of VM exits: CPUID, HLT and port accesses; loads of CR3 only for shadow page tables.
    [Theory]
    [InlineData("CPUID", true, true)]
    [InlineData("HLT", true, true)]
    [InlineData("OUT", true, true)]
    [InlineData("MOV CR3", true, false)]
    [InlineData("INVLPG", true, false)]
    [InlineData("CLI", false, false)]
    [InlineData("LGDT", false, false)]
    public void Guest_mode_is_left_for_what_the_hypervisor_must_see(string name, bool first, bool second)
    {
        Assert.Equal(first,
            new DualModeMachine(Virtualizer.HardwareAssistShadowing).Kernel(InstructionSet.Named(name)).Route == Route.Exit);
        Assert.Equal(second, new DualModeMachine(Virtualizer.HardwareAssist).Kernel(InstructionSet.Named(name)).Route == Route.Exit);
    }

    [Fact]
    public void A_changed_kernel_asks_for_page_tables_and_keeps_its_own_interrupt_flag()
    {
        var machine = new DualModeMachine(Virtualizer.Paravirtualization);
        Assert.Equal(Route.Hypercall, machine.Kernel(InstructionSet.Named("MOV CR3"), 0x5000).Route);
        Assert.Equal(Route.Changed, machine.Kernel(Cli).Route);
        Assert.Equal((0x5000, false), (machine.Guest.Cr3, machine.Guest.InterruptFlag));
    }

    [Fact]
    public void A_kernel_that_nobody_changed_fails_under_paravirtualization_by_a_named_instruction()
    {
        var wrong = DualModeMachine.FirstWrong(Virtualizer.Paravirtualization.OnUnchangedKernel, [(Cli, 0), (Popf, InterruptsOn)]);
        Assert.Equal("POPF (instruction 2) leaves interrupts off, on the bare machine on", wrong.ToString());
        Assert.Equal(Virtualizer.BinaryTranslation, Virtualizer.BinaryTranslation.OnUnchangedKernel);
    }

    [Fact]
    public void A_user_program_that_loads_a_control_register_faults_everywhere_and_its_kernel_hears_of_it()
    {
        foreach (var virtualizer in Virtualizer.All.Append(Virtualizer.BareMachine).Append(Virtualizer.UserSpaceKernel))
        {
            var machine = new DualModeMachine(virtualizer);
            machine.Run(InstructionSet.Iret, InterruptsOn);
            Assert.Equal(Ring.Three, machine.Guest.Cpl);
            var step = machine.Run(InstructionSet.Named("MOV CR3"), 0x666000);
            Assert.Equal((Route.Fault, Vector.GeneralProtection), (step.Route, step.Event));
            Assert.Equal(SystemState.Kernel, machine.Guest);
        }
    }

    [Fact]
    public void Binary_translation_leaves_user_code_and_safe_kernel_code_alone()
    {
        var machine = new DualModeMachine(Virtualizer.BinaryTranslation);
        Assert.Equal(Route.Direct, machine.Kernel(InstructionSet.Add).Route);
        Assert.All(InstructionSet.All.Where(i => i.Kind != InstructionKind.Interrupt),
            i => Assert.Equal(Route.Direct, Virtualizer.BinaryTranslation.UserRoute(i, machine.Guest)));
    }

    // An interrupt while the kernel believes interrupts to be off is held until they are on.
    [Theory]
    [MemberData(nameof(Carriers))]
    public void An_interrupt_is_held_while_the_guest_has_interrupts_off(string name)
    {
        var machine = new DualModeMachine(Virtualizer.All.Single(v => v.Name == name));
        machine.Run(Popf, 0);
        Assert.Null(machine.Run(InstructionSet.Interrupt, Vector.Timer).Event);
        Assert.Equal(1, machine.Held);
        Assert.Equal(Vector.Timer, machine.Run(Popf, InterruptsOn).Event);
        Assert.False(machine.Guest.InterruptFlag);
        machine.Run(InstructionSet.Iret);
        Assert.True(machine.Guest.InterruptFlag);
    }

    // POPF does not trap and is lost: the timer breaks into the critical section, or never comes again.
    [Fact]
    public void Under_pure_trap_and_emulate_an_interrupt_comes_when_it_must_not_and_not_when_it_must()
    {
        var early = new DualModeMachine(Virtualizer.PureTrapAndEmulate);
        early.Run(Popf, 0);
        Assert.Equal(Vector.Timer, early.Run(InstructionSet.Interrupt, Vector.Timer).Event);

        var never = new DualModeMachine(Virtualizer.PureTrapAndEmulate);
        never.Run(Cli);
        never.Run(Popf, InterruptsOn);
        Assert.Null(never.Run(InstructionSet.Interrupt, Vector.Timer).Event);
        Assert.Equal(1, never.Held);
        Assert.Equal(Vector.Timer, never.Run(Sti).Event);
    }

    // In ring 3 a change of the interrupt flag is dropped on the bare machine too, unless the I/O privilege level allows it; CLI then is
    // allowed as well.
    [Theory]
    [InlineData(0, true)]
    [InlineData(IoplOfUsers, false)]
    public void A_user_program_changes_the_interrupt_flag_only_if_the_io_privilege_level_lets_it(long iopl, bool stays)
    {
        foreach (var virtualizer in new[] { Virtualizer.BareMachine, Virtualizer.BinaryTranslation, Virtualizer.HardwareAssist,
            Virtualizer.Emulation })
        {
            var machine = new DualModeMachine(virtualizer);
            machine.Run(InstructionSet.Iret, InterruptsOn | iopl);
            machine.Run(Popf, iopl);
            Assert.Equal(stays, machine.Guest.InterruptFlag);
            Assert.Equal(stays ? Vector.GeneralProtection : null, machine.Run(Cli).Event);
        }
    }

    [Fact]
    public void A_system_call_reaches_the_guests_kernel_and_returns()
    {
        foreach (var virtualizer in Virtualizer.All)
        {
            var machine = new DualModeMachine(virtualizer);
            machine.Run(InstructionSet.Iret, InterruptsOn);
            Assert.Equal(Vector.SystemCall, machine.Run(InstructionSet.Named("INT n"), Vector.SystemCall).Event);
            Assert.Equal(Ring.Zero, machine.Guest.Cpl);
            machine.Run(InstructionSet.Iret);
            Assert.Equal(Ring.Three, machine.Guest.Cpl);
        }
    }

    // User code runs directly, so that it can read where the hypervisor's tables are; newer CPUs can fault instead.
    [Theory]
    [InlineData("SGDT")]
    [InlineData("SIDT")]
    [InlineData("SLDT")]
    [InlineData("STR")]
    [InlineData("SMSW")]
    public void A_user_program_sees_the_hypervisors_registers_without_guest_mode_or_umip(string name)
    {
        (Instruction, long)[] program = [(InstructionSet.Iret, InterruptsOn), (InstructionSet.Named(name), 0)];
        foreach (var direct in new[] { Virtualizer.BinaryTranslation, Virtualizer.Paravirtualization })
        {
            Assert.Equal(name, DualModeMachine.FirstWrong(direct, program)?.Instruction.Name);
            Assert.Null(DualModeMachine.FirstWrong(direct, program, umip: true));
        }
        Assert.Null(DualModeMachine.FirstWrong(Virtualizer.HardwareAssist, program));
        Assert.Null(DualModeMachine.FirstWrong(Virtualizer.Emulation, program));
    }

    private static Gen<(Instruction, long)[]> Program(IReadOnlyList<Instruction> instructions) =>
        Gen.Select(Gen.Int[0, instructions.Count - 1].Select(i => instructions[i]), Gen.Long[0, 0xFFFF]).Array[0, 40];

    private static Gen<(Instruction, long)[]> KernelCode { get; } = Program([.. InstructionSet.All.Where(i => i != InstructionSet.Iret)]);

    private static Gen<(Instruction, long)[]> Everything { get; } = Program(InstructionSet.All);
}
