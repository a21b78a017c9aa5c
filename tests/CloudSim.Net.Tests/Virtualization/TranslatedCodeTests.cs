using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Tests.Virtualization;

public class TranslatedCodeTests
{
    private const long InterruptsOn = 1 << 9;

    private static readonly (Instruction, long)[] Section =
    [
        (InstructionSet.Add, 1), (InstructionSet.Named("PUSHF"), 0), (InstructionSet.Named("CLI"), 0),
        (InstructionSet.Named("POPF"), InterruptsOn), (InstructionSet.Iret, InterruptsOn), (InstructionSet.Named("SGDT"), 0),
    ];

    [Fact]
    public void The_image_stays_and_the_cache_holds_copies_of_the_kernels_code()
    {
        var code = new TranslatedCode(Section, Virtualizer.BinaryTranslation);
        var before = code.Digest;
        var steps = Run(code);
        Assert.Equal((before, 5, 5), (code.Digest, code.Translations, code.Cache.Count));
        Assert.Equal(Section, code.Image);
        Assert.Equal(InstructionSet.Add, code.Cache[0]);
        Assert.Equal("translator's code for POPF", code.Cache[3].Name);
        Assert.Equal(code.Cache.Values, steps.Take(5).Select(s => s.Instruction));
        Assert.Equal((InstructionSet.Named("SGDT"), Route.Direct), (steps[5].Instruction, steps[5].Route));
    }

    [Fact]
    public void What_was_translated_once_is_taken_from_the_cache()
    {
        var code = new TranslatedCode(Section, Virtualizer.BinaryTranslation);
        var first = Run(code);
        Assert.Equal(first, Run(code));
        Assert.Equal(5, code.Translations);
    }

    [Fact]
    public void Copies_in_place_change_the_image_and_its_digest()
    {
        var code = new TranslatedCode(Section, Virtualizer.BinaryTranslation, inPlace: true);
        var before = code.Digest;
        var steps = Run(code);
        Assert.NotEqual(before, code.Digest);
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 6).Where(i => code.Image[i].Instruction != Section[i].Item1));
        Assert.Equal(Run(new TranslatedCode(Section, Virtualizer.BinaryTranslation)), steps);
    }

    [Fact]
    public void A_digest_tells_images_apart()
    {
        string Of(params (Instruction, long)[] image) => new TranslatedCode(image, Virtualizer.BinaryTranslation).Digest;
        Assert.Equal(Of(Section), Of(Section));
        Assert.NotEqual(Of((InstructionSet.Add, 1)), Of((InstructionSet.Add, 2)));
        Assert.NotEqual(Of((InstructionSet.Add, 1)), Of((InstructionSet.CpuId, 1)));
        Assert.NotEqual(Of((InstructionSet.Add, 1)), Of((InstructionSet.Add, 1), (InstructionSet.Add, 1)));
    }

    // A program that may change the interrupt flag could notice the translator if it ran directly.
    [Fact]
    public void User_code_is_translated_only_where_it_could_notice()
    {
        (Instruction, long)[] program = [(InstructionSet.Iret, InterruptsOn | (3 << 12)), (InstructionSet.Named("POPF"), 0)];
        var code = new TranslatedCode(program, Virtualizer.BinaryTranslation);
        Assert.Equal(Route.Rewritten, Run(code)[1].Route);
        Assert.Equal(2, code.Translations);
    }

    // An event at the end of an instruction has changed the state that is told.
    [Fact]
    public void The_state_after_an_interrupt_is_that_of_its_handler()
    {
        var machine = new DualModeMachine(Virtualizer.BareMachine);
        machine.Run(InstructionSet.Iret, InterruptsOn);
        var step = machine.Run(InstructionSet.Interrupt, Vector.Timer);
        Assert.Equal((Ring.Zero, false), (step.State.Cpl, step.State.InterruptFlag));
        Assert.Equal(machine.Guest, step.State);
        machine.Run(InstructionSet.Interrupt, Vector.Timer);
        step = machine.Run(InstructionSet.Named("STI"));
        Assert.Equal((Vector.Timer, machine.Guest), (step.Event, step.State));
    }

    private static List<Executed> Run(TranslatedCode code) => [.. code.Run(new DualModeMachine(Virtualizer.BinaryTranslation))];
}
