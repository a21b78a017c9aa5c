using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class TechniquesTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void The_answer_is_no(int number) => Assert.Equal("no", Asked.Text(number));

    // Popek and Goldberg 1974: every sensitive instruction must trap.
    [Fact]
    public void If_the_sensitive_instructions_trap_trap_and_emulate_is_enough()
    {
        var models = Asked.Models with { Instructions = i => i.Kind == InstructionKind.Sensitive ? i.Trapping : i };
        Assert.Equal("yes", Asked.Text(9, models));
        Assert.Equal(("no", "no", "no"), (Asked.Text(10, models), Asked.Text(11, models), Asked.Text(12, models)));
    }

    [Theory]
    [InlineData("POPF")]
    [InlineData("SMSW")]
    [InlineData("IRET")]
    public void One_that_does_not_trap_is_enough_to_break_it(string name)
    {
        var models = Asked.Models with { Instructions = i => i.Kind == InstructionKind.Sensitive && i.Name != name ? i.Trapping : i };
        var answer = Asked.Answer(9, models);
        Assert.Equal("no", answer.Text);
        Assert.Contains(answer.Trace, line => line.StartsWith($"{name}: ", StringComparison.Ordinal) && !line.Contains("as on"));
        Assert.Contains("LAR: as on the bare machine", answer.Trace);
    }

    [Fact]
    public void The_17_of_Robin_and_Irvine_break_it()
    {
        var evidence = Asked.Answer(9).Evidence;
        Assert.StartsWith("of 18 sensitive instructions 13 do the wrong thing without a trap (SGDT, SIDT, ", evidence);
        Assert.Contains("and 5 fail (POP segment, CALL far, JMP far, INT n, RET far)", evidence);
        Assert.All(InstructionSet.Sensitive, i => Assert.Contains(i.Name, evidence));
        Assert.Contains("POPF (instruction 12)", evidence);
    }

    [Fact]
    public void A_hypervisor_that_translates_can_stand_for_one_that_waits_for_traps() =>
        Assert.Equal("yes", Asked.Text(9, Asked.Models with { TrapAndEmulate = Virtualizer.BinaryTranslation }));

    [Fact]
    public void A_translator_that_rewrites_everything_modifies_all_instructions()
    {
        var all = Virtualizer.BinaryTranslation with { KernelRoute = _ => Route.Rewritten, UserRoute = (_, _) => Route.Rewritten };
        var models = Asked.Models with { BinaryTranslation = all };
        Assert.Equal("yes", Asked.Text(10, models));
        Assert.Equal("no", Asked.Text(10, models with { BinaryTranslation = all with { UserRoute = (_, _) => Route.Direct } }));
        Assert.Equal(("no", "no"), (Asked.Text(9, models), Asked.Text(11, models)));
        Assert.Contains("6 were replaced and 25 ran as they are", Asked.Answer(10).Evidence);
    }

    [Fact]
    public void A_translator_that_patches_the_kernel_modifies_its_image()
    {
        var answer = Asked.Answer(11, Asked.Models with { TranslatesInPlace = true });
        Assert.Equal("yes", answer.Text);
        Assert.Contains("4 of the 24 in the image changed", answer.Evidence);
        Assert.Contains("0 of the 24 in the image changed", Asked.Answer(11).Evidence);
        Assert.Contains("24 did what they do on the bare machine", Asked.Answer(11).Evidence);
    }

    [Fact]
    public void Paravirtualization_is_told_to_need_another_image()
    {
        Assert.Contains("needs another image", Asked.Answer(11).Trace[^1]);
        var same = Asked.Models with { Paravirtualization = Virtualizer.Paravirtualization with { NeedsChangedKernel = false } };
        Assert.Contains("runs this image too", Asked.Answer(11, same).Trace[^1]);
    }

    [Fact]
    public void A_guest_of_Xen_in_guest_mode_needs_it()
    {
        var guest = Asked.Models.ParavirtualGuest;
        var models = Asked.Models with { ParavirtualGuest = guest with { Cpu = new HardwareAssist(P) } };
        Assert.Equal("yes", Asked.Text(12, models));
        Assert.Contains("guest mode (VT-x, AMD-V)", Asked.Answer(12, models).Evidence);
        Assert.Equal("no", Asked.Text(9, models));
    }

    [Fact]
    public void Where_every_CPU_has_guest_mode_nothing_is_shown()
    {
        var machine = Asked.Models.AdvancedMachine;
        Assert.Equal("unknown", Asked.Text(12, Asked.Models with { BasicMachine = machine, Cpus = [machine.Cpu] }));
        Assert.Equal("no", Asked.Text(12, Asked.Models with { BasicMachine = machine }));
    }
}
