using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class CpuModesTests
{
    [Theory]
    [InlineData(5, "no")]
    [InlineData(6, "yes")]
    [InlineData(7, "kernel 0, user programs 3")]
    [InlineData(8, "kernel mode")]
    public void The_bare_machine_answers(int number, string text) => Assert.Equal(text, Asked.Text(number));

    // A CPU on which every program may load it.
    [Fact]
    public void Where_loading_a_control_register_is_no_privilege_a_user_program_may()
    {
        var models = Asked.Models with
        {
            Instructions = i => i.Name == "MOV CR3"
                ? i with { Kind = InstructionKind.Safe, Execute = (s, x) => new(s with { Cr3 = x }) } : i,
        };
        Assert.Equal(("yes", "yes"), (Asked.Text(5, models), Asked.Text(6, models)));
        Assert.Contains("CR3 is 0x9000", Asked.Answer(5, models).Trace);
        Assert.Contains("CR3 is 0x1000", Asked.Answer(5).Trace);
        Assert.Equal("kernel 0, user programs 3", Asked.Text(7, models));
    }

    // A CPU whose IRET does not change the ring: the program that it starts has the kernel's.
    [Fact]
    public void Without_a_change_of_the_ring_user_programs_run_where_the_kernel_does()
    {
        var models = Asked.Models with { Instructions = i => i == InstructionSet.Iret ? i with { Execute = (s, _) => new(s) } : i };
        Assert.Equal("kernel 0, user programs 0", Asked.Text(7, models));
        Assert.Equal("no", Asked.Text(5, models));
    }

    [Fact]
    public void An_interrupt_enters_the_kernel_with_interrupts_off_and_goes_back()
    {
        var trace = Asked.Answer(8).Trace;
        Assert.Contains("ring 3, and interrupts are on", trace[0]);
        Assert.Contains("ring 0, and interrupts are off", trace[2]);
        Assert.Contains("ring 3, and interrupts are on", trace[^1]);
    }

    // A program that keeps interrupts off is not interrupted.
    [Fact]
    public void No_interrupt_is_handled_where_the_program_starts_with_interrupts_off()
    {
        var models = Asked.Models with
        {
            Instructions = i => i == InstructionSet.Iret
                ? i with { Execute = (s, x) => new(s with { Cpl = Ring.Three, InterruptFlag = false }) } : i,
        };
        Assert.Equal("none", Asked.Text(8, models));
    }
}
