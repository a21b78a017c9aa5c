using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Kernel;
using CloudSim.Net.Virtualization;
using static CloudSim.Net.Tests.Experiments.Questions.Asked;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class UnikernelTests
{
    private static readonly CourseModels Two = Models with { Unikernel = WithSpaces(2) };

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public void It_does_none(int number) => Assert.Equal("no", Text(number));

    [Theory]
    [InlineData(15, "no")] // its calls are function calls as before
    [InlineData(16, "yes")]
    [InlineData(17, "yes")]
    public void A_library_with_two_address_spaces_holds_two_programs(int number, string answer) => Assert.Equal(answer, Text(number, Two));

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public void A_kernel_with_processes_does_all(int number) =>
        Assert.Equal("yes", Text(number, Models with { Unikernel = Models.MicroVm }));

    [Fact]
    public void The_run_names_rings_and_pids()
    {
        Assert.Contains("ring 0 with Unikraft", Answer(15).Evidence);
        Assert.Contains("rings 0 and 3 with Linux", Answer(15).Evidence);
        Assert.Contains(Answer(15).Trace, line => line.Contains("in ring 3 INT n") && line.Contains("a system call (0x80)"));
        Assert.DoesNotContain(Answer(15).Trace.SkipWhile(line => !line.StartsWith("Unikraft")), line => line.Contains("ring 3"));
        Assert.Contains("ENOSYS", Answer(17).Evidence);
        Assert.Contains("pid 3", Answer(17).Evidence);
    }

    [Fact]
    public void It_forks_into_as_many_address_spaces_as_it_holds()
    {
        var platform = WithSpaces(3);
        var host = GuestRuns.Machine(Models, platform);
        var guest = GuestRuns.Boot(host, platform);
        Assert.Equal(KernelError.None, guest.Fork("one", out var one));
        Assert.Equal(KernelError.None, guest.Fork("two", out var two));
        Assert.Equal(KernelError.NoMemory, guest.Fork("three", out var three));
        Assert.Null(three);
        Assert.NotEqual(one!.Pid, two!.Pid);
        guest.Kernel.Processes.End(one, 0);
        Assert.Equal(KernelError.None, guest.Fork("three", out three));
        Assert.Same(guest.Program, three!.Parent);
    }

    private static Platform WithSpaces(int count)
    {
        var kernel = Models.Unikernel.Kernel!;
        return Models.Unikernel with { Kernel = kernel with { Library = kernel.Library! with { AddressSpaces = count } } };
    }
}
