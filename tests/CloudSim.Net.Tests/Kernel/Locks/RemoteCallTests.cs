using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Scheduling;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>
/// Whom a call reaches (smp_call_function_many): CPUs that run a task of the group, or of one below it; the others notice nothing.
/// </summary>
public class RemoteCallTests
{
    private const long Cost = 10_000;

    [Theory]
    [InlineData("program", 0)]
    [InlineData(null, Cost)]
    public void A_call_within_a_group_disturbs_those_of_the_group_only(string? within, long other)
    {
        var machine = PolicyMachine.Eevdf(3);
        var program = machine.Cpu.CreateGroup("program");
        TaskGroup[] groups = [program, machine.Cpu.CreateGroup("thread", program), machine.Cpu.CreateGroup("below", program)];
        CpuTask[] tasks = [machine.Cpu.CreateTask("sender", groups[1]), machine.Spinner("inner", groups[2]),
            machine.Spinner("other", machine.Cpu.CreateGroup("other"))];
        long[]? before = null;
        var (sent, answered) = (0L, -1L);
        tasks[0].Done = () =>
        {
            if (before is not null)
                return;
            (before, sent) = ([.. tasks.Select(t => t.Overhead)], machine.Cpu.NowNs);
            RemoteCall.Send(tasks[0], Cost, Answered, groups.FirstOrDefault(g => g.Name == within));
        };
        machine.Run(1);
        tasks[0].Demand(1_000);
        machine.Run(1);
        Assert.Equal([Cost, Cost, other], tasks.Select((t, i) => t.Overhead - before![i]));
        Assert.Equal(sent, answered);

        void Answered()
        {
            answered = machine.Cpu.NowNs;
            tasks[0].Demand(1_000); // the way there, which it waited for, it pays with what it does next
        }
    }
}
