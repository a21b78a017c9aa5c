using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>What each generation of hardware assist brought: the first CPU on which a guest that needs it starts.</summary>
internal static class Generations
{
    private const string Topic = "Hardware assist";
    private const string Lab = "labs/generations.cs";
    private const int Operations = 100;

    private static readonly string[] Ordinals = ["classic x86, before the first", "first", "second", "third"];

    public static IReadOnlyList<Question> All { get; } =
    [
        new(13, Topic, "Which generation of hardware assist brought nested page tables?", Lab, NestedPageTables),
        new(14, Topic, "Which generation of hardware assist brought the IOMMU?", Lab, Iommu),
    ];

    private static Answer NestedPageTables(CourseModels models)
    {
        var work = ProcessProfiles.ForkWait(models.Parameters);
        var counted = CpuModels.Prescott(models.Parameters);
        var nested = models.VirtualMachine with
        {
            Name = $"{models.VirtualMachine} with nested paging", Memory = new NestedPaging(models.Parameters),
        };
        var shadow = nested with { Name = $"{models.VirtualMachine} with shadow paging", Memory = new ShadowPaging(models.Parameters) };
        return Compare(models, nested, shadow, cpu => work.Moved(counted, cpu),
            $"a fork with {work.PageFaults:0} page faults, {work.PageTableUpdates:0} writes of page-table entries and " +
            $"{work.ContextSwitches:0} switches");
    }

    private static Answer Iommu(CourseModels models) => Compare(models, models.PassedThrough, models.VirtualMachine,
        _ => WorkProfiles.IoHeavy(models.Parameters).Times(Operations) with { Interrupts = 0 }, $"{Operations} reads of the disk");

    // Both guests on a machine with each CPU, and the same work in each that starts.
    private static Answer Compare(CourseModels models, Platform newer, Platform older, Func<CpuModel, WorkProfile> work, string what)
    {
        var (first, evidence, trace) = (default(CpuModel), $"{newer} starts on no CPU", new List<string>());
        foreach (var cpu in models.Cpus.OrderBy(c => c.Generation))
        {
            var machine = models.AdvancedMachine with { Name = cpu.Name, Cpu = cpu };
            var (with, without) = (GuestRuns.Try(models, newer, machine), GuestRuns.Try(models, older, machine));
            trace.Add($"{cpu.Name}, generation {(int)cpu.Generation}{(cpu.HasIommu ? ", with an IOMMU" : "")}" +
                $"{(cpu.PostedInterrupts ? ", interrupts reach the guest without an exit" : "")}");
            trace.Add(Told(newer, with));
            trace.Add(Told(older, without));
            if (first is null && with.Refusal is { } why)
                evidence = $"{newer} starts on none of {models.Cpus.Count} CPUs; the last of them: {why}";
            if (with.Guest is null || first is not null)
                continue;
            first = cpu;
            evidence = $"{newer} starts on {cpu.Name}, not on the CPUs before it; VM exits there for {what}: {Exits(with.Guest):#,0}" +
                (without.Guest is { } other ? $", and {Exits(other):#,0} in {older}" : "");
        }
        trace.Add("generations as a course counts them: CPU, memory, I/O; chip sets with VT-d were sold beside CPUs of the second, too");
        return new(first is null ? "none" : Ordinals[(int)first.Generation], evidence, trace);

        string Told(Platform platform, (Guest? Guest, string? Refusal) boot)
        {
            if (boot.Guest is not { } guest)
                return $"  {platform} is refused: {boot.Refusal}";
            var (sim, begin) = (guest.Host.Simulation, guest.Host.Simulation.Now);
            sim.Run(sim.Process(Do(guest)));
            return $"  {platform} starts in {GuestRuns.Ms(GuestRuns.Time(guest))}; {what}: {Exits(guest):#,0} VM exits, " +
                $"{(sim.Now - begin).TotalMilliseconds:#,0.00} ms";
        }

        double Exits(Guest guest) => guest.Cost(work(guest.Host.Model.Cpu)).Exits;

        IEnumerable<Event> Do(Guest guest)
        {
            var one = work(guest.Host.Model.Cpu);
            yield return guest.Cpu.Execute(guest.Nanoseconds(guest.Cost(one with { BlockOperations = 0 }).OnCpu));
            for (var n = 0; n < one.BlockOperations; n++)
                foreach (var step in guest.BlockOperation(4.KiB))
                    yield return step;
        }
    }
}
