using System.Text.Json.Nodes;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Any scheduler by name: <c>--scheduler</c>.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SchedulerOptionTests : IDisposable
{
    private static readonly HostModel Threaded = HostModel.RackServer(P) with { Topology = new CpuTopology(P, 4, threadsPerCore: 2) };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--scheduler cfs", typeof(CfsScheduler), "cfs")]
    [InlineData("--scheduler eevdf", typeof(EevdfScheduler), "eevdf")]
    [InlineData("--scheduler credit", typeof(CreditScheduler), "credit")]
    [InlineData("--scheduler fluid", typeof(FluidScheduler), "fluid")]
    [InlineData("--scheduler FLUID", typeof(FluidScheduler), "fluid")]
    [InlineData("", typeof(CfsScheduler), "cfs")]
    public void A_name_reaches_the_host_and_the_manifest(string arguments, Type expected, string name)
    {
        var (code, _, error) = Run(arguments, HostModel.RackServer(P), host => Assert.IsType(expected, host.Scheduler));
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Equal([name], Listed("schedulers"));
    }

    [Fact]
    public void The_manifest_names_the_engine()
    {
        Run("", HostModel.RackServer(P), _ => { });
        var engine = typeof(Simulation).Assembly.GetName();
        Assert.Matches($@"^{engine.Name} {engine.Version!.Major}\.\d+", (string)Manifest()["engine"]!);
    }

    [Theory]
    [InlineData("", "Linux 6.1 (CFS)")]
    [InlineData("--scheduler eevdf", "Linux 6.12 (EEVDF)")]
    public void The_manifest_names_the_kernel_whose_scheduler_it_is(string arguments, string kernel)
    {
        Run(arguments, HostModel.RackServer(P), _ => { });
        Assert.Equal([kernel], Listed("kernels"));
    }

    // A machine with a version has the scheduler of that kernel, by that kernel's rules; to ask for the other one is an error.
    [Theory]
    [InlineData("5.15", typeof(CfsScheduler), "eevdf",
        "'eevdf' cannot be used here: RackServer: its Linux 5.15 has CFS, EEVDF came with 6.6")]
    [InlineData("6.8", typeof(EevdfScheduler), "cfs", "'cfs' cannot be used here: RackServer: its Linux 6.8 has EEVDF")]
    [InlineData("6.12", typeof(EevdfScheduler), "cfs", "in the place of CFS since 6.6")]
    public void The_version_of_its_kernel_gives_a_machine_its_scheduler(string version, Type expected, string other, string message)
    {
        var model = HostModel.RackServer(P) with { KernelVersion = Version.Parse(version) };
        var host = new Host(new Simulation(), model, new RandomStreams(1));
        Assert.IsType(expected, host.Scheduler);
        if (host.Scheduler is EevdfScheduler eevdf)
            Assert.Equal(version == "6.12", eevdf.Tunables.DelayDequeue);
        Assert.IsType(expected, Host.For(Firecracker.Of(P), new Simulation(), model, new RandomStreams(1)).Scheduler);
        Assert.IsType<CreditScheduler>(Host.For(XenPv.Of(P), new Simulation(), model, new RandomStreams(1)).Scheduler);
        var (code, _, error) = Run($"--scheduler {other}", model, _ => { });
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", typeof(CreditScheduler), "credit")]
    [InlineData("--scheduler cfs", typeof(CfsScheduler), null)]
    [InlineData("--scheduler eevdf", typeof(EevdfScheduler), null)]
    public void A_platform_brings_its_own_unless_asked_otherwise(string arguments, Type expected, string? own)
    {
        var script = ConsoleCollection.Script;
        var option = script.SchedulerOption();
        var (code, _, _) = ConsoleCollection.Run(script, $"--out {folder.Path} {arguments}", x =>
        {
            var kind = x.Scheduler(option, HostModel.RackServer(P), Firecracker.Of(P), XenPv.Of(P));
            var host = Host.For(XenPv.Of(P), new Simulation(), HostModel.RackServer(P), new RandomStreams(1), kind);
            Assert.IsType(expected, host.Scheduler);
        });
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(own, (string?)Manifest()["platform_schedulers"]![XenPv.Of(P).Name]);
        Assert.Null(Manifest()["platform_schedulers"]![Firecracker.Of(P).Name]);
        Assert.Equal(own is null ? [arguments.Split(' ')[1]] : ["cfs", own], Listed("schedulers"));
    }

    [Theory]
    [InlineData("--scheduler efs", "'efs' cannot be used (give one of cfs, eevdf, credit, fluid; did you mean cfs?)")]
    [InlineData("--scheduler eevfd", "give one of cfs, eevdf, credit, fluid; did you mean eevdf?)")]
    [InlineData("--scheduler borrowed", "'borrowed' cannot be used (give one of cfs, eevdf, credit, fluid)")]
    public void An_unknown_name_is_one_line_and_2(string arguments, string what)
    {
        var (code, output, error) = Run(arguments, HostModel.RackServer(P), _ => Assert.Fail("it ran"));
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(what, error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_machine_that_cannot_have_it_is_one_line_and_2()
    {
        var (code, _, error) = Run("--scheduler credit", Threaded, _ => Assert.Fail("it ran"));
        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith("probe: --scheduler: 'credit' cannot be used here: ", error);
        Assert.Contains("all CPUs as alike", error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void What_a_scheduler_cannot_do_in_a_trial_is_one_line_and_2()
    {
        var script = ConsoleCollection.Script;
        var option = script.SchedulerOption();
        var (code, _, error) = ConsoleCollection.Run(script, $"--out {folder.Path} --scheduler fluid", x =>
        {
            var kind = x.Scheduler(option, HostModel.RackServer(P));
            x.Run("pinned", [1], (trial, cell) =>
            {
                new Host(new Simulation(), HostModel.RackServer(P), trial.Streams, kind).Scheduler.CreateGroup("g").Affinity =
                    CpuSet.Range(0, cell);
                return cell;
            });
        });
        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith("probe: --scheduler: 'fluid' cannot be used here: ", error);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Each_scheduler_runs_the_same_work_in_its_own_way()
    {
        var runs = Enum.GetValues<SchedulerKind>().Select(kind =>
        {
            var sim = new Simulation();
            var host = new Host(sim, HostModel.RackServer(P) with { Cores = 1 }, new RandomStreams(1), kind);
            var tasks = new[] { 0, 3, 8 }.Select(nice => host.Scheduler.CreateTask($"nice {nice}", null, nice)).ToList();
            tasks.ForEach(task => task.Demand(CpuTask.Forever));
            sim.Process(Wakes(sim, host.Scheduler.CreateTask("sleeper")));
            sim.RunD(10);
            return string.Join(' ', tasks.Select(t => $"{t.CpuTime} {t.InvoluntarySwitches}"));
        });
        Assert.Distinct(runs);

        static IEnumerable<Event> Wakes(Simulation sim, CpuTask sleeper)
        {
            while (true)
            {
                yield return sim.TimeoutD(0.017);
                yield return sleeper.Execute(1_500_000);
            }
        }
    }

    private (int Code, string Out, string Error) Run(string arguments, HostModel model, Action<Host> see)
    {
        var script = ConsoleCollection.Script;
        var option = script.SchedulerOption();
        return ConsoleCollection.Run(script, $"--out {folder.Path} {arguments}",
            x => see(new Host(new Simulation(), model, new RandomStreams(1), x.Scheduler(option, model))));
    }

    private JsonNode Manifest() => ManifestFile.Read(folder);

    private IEnumerable<string?> Listed(string name) => Manifest()[name]!.AsArray().Select(n => (string?)n);
}
