using CloudSim.Net.Virtualization.DualMode;
using CsCheck;

namespace CloudSim.Net.Tests.Virtualization;

public class DualModeTests
{
    private const long Interrupts = 1 << 9;

    public static TheoryData<string> Carriers => [.. Virtualizer.All.Where(v => v != Virtualizer.PureTrapAndEmulate).Select(v => v.Name)];

    public static TheoryData<string> SensitiveInstructions => [.. InstructionSet.Sensitive.Select(i => i.Name)];

    [Fact]
    public void There_are_the_17_of_Robin_and_Irvine_with_VERR_and_VERW_apart() => Assert.Equal(17 + 1, InstructionSet.Sensitive.Count);

    // The operand turns interrupts off: what a kernel that leaves its idle loop would restore.
    [Theory]
    [MemberData(nameof(SensitiveInstructions))]
    public void Each_sensitive_instruction_breaks_pure_trap_and_emulate_and_is_named(string name)
    {
        var instruction = InstructionSet.Sensitive.Single(i => i.Name == name);
        var wrong = DualModeMachine.FirstWrong(Virtualizer.PureTrapAndEmulate, [(InstructionSet.Add, 1), (InstructionSet.Privileged[6], 0), (instruction, Interrupts)]);
        Assert.Equal(name, wrong?.Instruction.Name);
        Assert.Equal(Route.Direct, wrong?.Route);
    }

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Every_other_technique_gives_the_guest_a_machine_like_the_bare_one(string name)
    {
        var virtualizer = Virtualizer.All.Single(v => v.Name == name);
        Program.Sample(code => Assert.Null(DualModeMachine.FirstWrong(virtualizer, code)));
    }

    // Without sensitive instructions trap-and-emulate is enough (Popek and Goldberg).
    [Fact]
    public void Trap_and_emulate_is_right_as_long_as_every_sensitive_instruction_traps() =>
        Program.Sample(code => Assert.Null(DualModeMachine.FirstWrong(
            Virtualizer.PureTrapAndEmulate, code.Where(c => c.Item1.Kind != InstructionKind.Sensitive))));

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Each_technique_has_its_own_route(string name)
    {
        var virtualizer = Virtualizer.All.Single(v => v.Name == name);
        var machine = new DualModeMachine(virtualizer);
        var routes = InstructionSet.Sensitive.Select(i => machine.Kernel(i).Route).Distinct();
        Assert.Equal([name switch
        {
            "binary translation" => Route.Rewritten,
            "paravirtualization" => Route.Hypercall,
            "hardware assist" => Route.GuestMode,
            _ => Route.Interpreted,
        }], routes);
    }

    [Fact]
    public void A_user_program_that_loads_a_control_register_faults_everywhere()
    {
        foreach (var virtualizer in Virtualizer.All.Append(Virtualizer.BareMachine))
        {
            var machine = new DualModeMachine(virtualizer);
            var before = machine.Guest;
            Assert.Equal(Route.Fault, machine.User(InstructionSet.Privileged[1], 0x666000).Route);
            Assert.Equal(before, machine.Guest);
        }
    }

    [Fact]
    public void Binary_translation_leaves_user_code_and_safe_kernel_code_alone()
    {
        var machine = new DualModeMachine(Virtualizer.BinaryTranslation);
        Assert.Equal(Route.Direct, machine.Kernel(InstructionSet.Add).Route);
        Assert.Equal(Route.Direct, machine.User(InstructionSet.Add).Route);
    }

    // In ring 3 a change of the interrupt flag is dropped on the bare machine too.
    [Fact]
    public void A_user_program_cannot_turn_interrupts_off()
    {
        var machine = new DualModeMachine(Virtualizer.BareMachine);
        machine.User(InstructionSet.Sensitive.Single(i => i.Name == "POPF"), 0);
        Assert.True(machine.Guest.InterruptFlag);
    }

    private static Gen<(Instruction, long)[]> Program { get; } =
        Gen.Select(Gen.Int[0, InstructionSet.All.Count - 1].Select(i => InstructionSet.All[i]), Gen.Long[0, 0xFFFF]).Array[0, 40];
}
