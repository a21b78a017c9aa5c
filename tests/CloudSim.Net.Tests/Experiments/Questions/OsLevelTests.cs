using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Scheduling;
using static CloudSim.Net.Tests.Experiments.Questions.Asked;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class OsLevelTests
{
    [Theory]
    [InlineData(SchedulerKind.Cfs, "the host's kernel, with CFS", "yes")]
    [InlineData(SchedulerKind.Eevdf, "the host's kernel, with EEVDF", "no")]
    [InlineData(SchedulerKind.Credit, "the host's kernel, with the credit scheduler", "no")]
    [InlineData(SchedulerKind.Fluid, "the host's kernel, with a fluid scheduler", "there are no time slices")]
    public void The_hosts_scheduler_has_them(SchedulerKind scheduler, string who, string shorter)
    {
        var models = Models with { Scheduler = scheduler };
        Assert.Equal(who, Text(21, models));
        Assert.Equal(shorter, Text(23, models));
        Assert.Equal("the host's kernel", Text(22, models));
        Assert.Equal("no", Text(24, models));
    }

    [Fact]
    public void A_guest_with_a_kernel_of_its_own_has_its_processes()
    {
        var models = Models with { Container = Models.MicroVm };
        Assert.Equal("a kernel of its own", Text(21, models));
        Assert.Equal("a kernel of its own", Text(22, models));
    }

    [Fact]
    public void Memory_of_a_container_is_on_one_account()
    {
        var trace = Answer(22).Trace;
        Assert.Contains(trace, line => line.Contains("the host's kernel rises by 64 MiB, that of the cgroup on the host by 64 MiB"));
        Assert.Contains(trace, line => line.Contains("guest's own kernel rises by 64 MiB"));
    }

    [Fact]
    public void After_chroot_all_processes_are_seen()
    {
        var answer = Answer(24);
        Assert.Contains("6 of 6 processes and ended pid 3", answer.Evidence);
        Assert.Contains(answer.Trace, line => line.Contains("chroot changed 0 of its 8 namespaces"));
        Assert.Contains(answer.Trace, line => line.Contains("6 of 8 namespaces are its own"));
        Assert.Contains(answer.Trace, line => line.Contains("it sees 2 processes: pid 1 'program in a container', pid 2 'its child'"));
        Assert.Contains(answer.Trace, line => line.Contains("ESRCH"));
    }
}
