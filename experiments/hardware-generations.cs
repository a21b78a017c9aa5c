#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What did each generation of hardware assist change, and when do nested page tables win over shadow page tables?

const double MostExits = 500_000, Some = 100_000; // per second

var script = new Script("What did each generation of hardware assist change, and when do nested page tables win over shadow page tables?");

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var cpus = CpuModels.All(parameters).Where(c => c.Generation >= CpuGeneration.HardwareAssist).ToList();
    var machines = cpus.ToDictionary(c => c, c => HostModel.RackServer(parameters) with { Name = c.Name, Cpu = c });
    var native = BareMetal.Of(parameters);
    var shadow = native with { Name = "shadow paging", Cpu = new HardwareAssist(parameters), Memory = new ShadowPaging(parameters) };
    var nested = shadow with { Name = "nested paging", Memory = new NestedPaging(parameters) };
    double Cycles(Platform platform, WorkProfile work, CpuModel cpu) => platform.Cost(work, machines[cpu]).OnCpu.Count;
    double Lost(Platform platform, WorkProfile work, CpuModel cpu) =>
        100 * (Cycles(platform, work, cpu) - Cycles(native, work, cpu)) / cpu.Clock.Hertz;

    // (a) a second with so many exits, each as short as an exit can be
    double LostToExits(CpuModel cpu, double rate) => 100 * (shadow.Cpu.Notify(cpu).Total * rate / new Cycles(cpu.Clock.Hertz));
    var exits = (from cpu in cpus
                 from k in Enumerable.Range(0, 11).Where(i => !experiment.Quick || i % 5 == 0)
                 let rate = MostExits * k / 10
                 select new ExitRow(cpu.Name, cpu.Generation, cpu.ExitRoundTrip.Count, shadow.Cpu.Trap(cpu).Count, rate,
                     LostToExits(cpu, rate))).ToList();
    experiment.Csv(exits);

    // (b) a second in which page tables change and the TLB misses so often
    WorkProfile Second(CpuModel cpu, double writes, double misses) => new()
    {
        Name = "second", User = new Cycles(cpu.Clock.Hertz), PageTableUpdates = writes, PageFaults = writes / 2,
        NewTranslations = writes / 2, TlbMisses = misses,
    };
    double[] missRates = experiment.Quick ? [0, 10e6] : [0, 1e6, 2e6, 5e6, 10e6, 20e6];
    double[] writeRates = experiment.Quick ? [0, 50e3] : [0, 10e3, 20e3, 30e3, 40e3, 50e3, 75e3, 100e3];
    var both = cpus.Where(c => c.Generation >= CpuGeneration.NestedPaging).ToList();
    var paging = (from cpu in both
                  from misses in missRates
                  from writes in writeRates
                  let work = Second(cpu, writes, misses)
                  select new PagingRow(cpu.Name, misses, writes, Lost(shadow, work, cpu), Lost(nested, work, cpu),
                      Cycles(shadow, work, cpu) == Cycles(nested, work, cpu)
                          ? "equal" : Cycles(shadow, work, cpu) < Cycles(nested, work, cpu) ? "shadow" : "nested")).ToList();
    experiment.Csv("paging", paging);

    // Where the two cost the same: shadow paging loses with every write, nested paging with every miss.
    double Crossover(CpuModel cpu, double misses)
    {
        var (low, high) = (0.0, 1e6);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            var work = Second(cpu, middle, misses);
            (low, high) = Cycles(shadow, work, cpu) < Cycles(nested, work, cpu) ? (middle, high) : (low, middle);
        }
        return Math.Round(high);
    }
    var crossovers = (from cpu in both
                      from misses in missRates
                      where misses > 0
                      select new CrossoverRow(cpu.Name, misses, Crossover(cpu, misses))).ToList();
    experiment.Csv("crossover", crossovers);

    // (c) a process made and ended, from counts of its events
    double ForkUs(Platform platform, CpuModel cpu) =>
        platform.Incompatibility(cpu) is null
        ? Cycles(platform, ProcessProfiles.ForkWait(parameters).Moved(CpuModels.Prescott(parameters), cpu), cpu)
            / cpu.Clock.Hertz * 1e6 : double.NaN;
    experiment.Table(cpus.Select(c => new
    {
        Cpu = c.Name, Generation = (int)c.Generation, TransitionCycles = c.ExitRoundTrip.Count,
        ExitCycles = Math.Round(shadow.Cpu.Trap(c).Count),
        LostPctAt100kPerS = LostToExits(c, Some), ForkNativeUs = ForkUs(native, c), ForkShadowUs = ForkUs(shadow, c),
        ForkNestedUs = ForkUs(nested, c),
    }));

    var (oldest, newest) = (cpus[0], cpus[^1]);
    experiment.Plot("exits", Figure.Lines(
        $"{Some:N0} exits per second take {LostToExits(oldest, Some):0.0} % of a CPU of the first generation with hardware assist, and " +
        $"{LostToExits(newest, Some):0.0} % of one of today",
        "Exits (thousand per second)", new Axis("CPU time lost (%)", Min: 0),
        from row in exits
        group row by row.Cpu into cpu
        select new Line(cpu.Key, [.. cpu.Select(r => new LinePoint(r.ExitsPerS / 1000, r.CpuLostPct))]),
        $"One CPU, each exit as short as an exit can be (a notification); first: {oldest.Name}, today: {newest.Name}; computed from " +
        "costs in cycles, no random numbers"));
    var first = CpuModels.Nehalem(parameters);
    double[] ends = [.. missRates.Where(m => m > 0).Take(1), missRates[^1]];
    experiment.Plot("paging", Figure.Lines(
        $"On {first.Name} nested paging beats shadow paging {string.Join(", ", ends.Distinct().Select(m => From(first, m)))}",
        "Page-table writes (thousand per second)", new Axis("CPU time lost (%)", Min: 0),
        [
            Curve("shadow paging, any number of TLB misses", paging.Where(r => r.Cpu == first.Name && r.TlbMissesPerS == missRates[^1]),
                r => r.ShadowLostPct),
            .. from misses in missRates
               where misses > 0
               select Curve($"nested paging, {misses / 1e6:0} million TLB misses per second",
                   paging.Where(r => r.Cpu == first.Name && r.TlbMissesPerS == misses), r => r.NestedLostPct),
        ], "One CPU, pages of 4 KiB, TLB misses counted per second, half of the writes follow a page fault; computed from costs in " +
            "cycles, no random numbers"));
    experiment.Plot("crossover", Figure.Lines(
        $"With {missRates[^1] / 1e6:0} million TLB misses per second nested paging wins from {Wins(both[0]):N0} page-table writes per " +
        $"second on {both[0].Name}, from {Wins(both[^1]):N0} on {both[^1].Name}",
        "TLB misses (million per second)", new Axis("Page-table writes (thousand per second)", Min: 0),
        from row in crossovers
        group row by row.Cpu into cpu
        select new Line(cpu.Key, [.. cpu.Select(r => new LinePoint(r.TlbMissesPerS / 1e6, r.PageTableWritesPerS / 1000))]),
        "On a line both cost the same: above it nested paging wins, below it shadow paging; one CPU, pages of 4 KiB; computed from costs " +
        "in cycles, no random numbers"));

    double Wins(CpuModel cpu) => Crossover(cpu, missRates[^1]);

    string From(CpuModel cpu, double misses) =>
        $"from {Crossover(cpu, misses):N0} page-table writes per second at {misses / 1e6:0} million TLB misses";

    static Line Curve(string name, IEnumerable<PagingRow> rows, Func<PagingRow, double> y) =>
        new(name, [.. rows.Select(r => new LinePoint(r.PageTableWritesPerS / 1000, y(r)))]);
});

/// <summary>Exits at some rate.</summary>
record ExitRow(string Cpu, CpuGeneration Generation, double TransitionCycles, double ExitCycles, double ExitsPerS, double CpuLostPct);

/// <summary>Page tables that change and a TLB that misses.</summary>
record PagingRow(string Cpu, double TlbMissesPerS, double PageTableWritesPerS, double ShadowLostPct, double NestedLostPct, string Winner);

/// <summary>Where both cost the same.</summary>
record CrossoverRow(string Cpu, double TlbMissesPerS, double PageTableWritesPerS);
