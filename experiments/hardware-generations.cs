#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What did each generation of hardware assist change, and when do nested page tables win over shadow page tables?

const double MostExits = 500_000;

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
        LostPctAt100kPerS = LostToExits(c, 100_000), ForkNativeUs = ForkUs(native, c), ForkShadowUs = ForkUs(shadow, c),
        ForkNestedUs = ForkUs(nested, c),
    }));

    experiment.Plot("exits",
        Figure.Lines("CPU time that exits take, each as short as an exit can be", "Exits (thousand a second)",
            new Axis("CPU lost (%)", Min: 0),
        from row in exits
        group row by row.Cpu into cpu
        select new Line(cpu.Key, [.. cpu.Select(r => new LinePoint(r.ExitsPerS / 1000, Estimate.Exact(r.CpuLostPct)))])));
    var first = CpuModels.Nehalem(parameters);
    experiment.Plot("paging",
        Figure.Lines($"Shadow against nested page tables, 4 KiB pages ({first.Name})", "Page-table writes (thousand a second)",
            new Axis("CPU lost (%)", Min: 0),
        [
            Curve("shadow paging, any number of TLB misses", paging.Where(r => r.Cpu == first.Name && r.TlbMissesPerS == missRates[^1]),
                r => r.ShadowLostPct),
            .. from misses in missRates
               where misses > 0
               select Curve($"nested paging, {misses / 1e6:0} million TLB misses/s",
                   paging.Where(r => r.Cpu == first.Name && r.TlbMissesPerS == misses), r => r.NestedLostPct),
        ]));
    experiment.Plot("crossover",
        Figure.Lines("Where both cost the same: above a line nested paging wins, below it shadow paging", "TLB misses (million a second)",
        new Axis("Page-table writes (thousand a second)", Min: 0),
        from row in crossovers
        group row by row.Cpu into cpu
        select new Line(cpu.Key,
            [.. cpu.Select(r => new LinePoint(r.TlbMissesPerS / 1e6, Estimate.Exact(r.PageTableWritesPerS / 1000)))])));

    static Line Curve(string name, IEnumerable<PagingRow> rows, Func<PagingRow, double> y) =>
        new(name, [.. rows.Select(r => new LinePoint(r.PageTableWritesPerS / 1000, Estimate.Exact(y(r))))]);
});

/// <summary>Exits at some rate.</summary>
record ExitRow(string Cpu, CpuGeneration Generation, double TransitionCycles, double ExitCycles, double ExitsPerS, double CpuLostPct);

/// <summary>Page tables that change and a TLB that misses.</summary>
record PagingRow(string Cpu, double TlbMissesPerS, double PageTableWritesPerS, double ShadowLostPct, double NestedLostPct, string Winner);

/// <summary>Where both cost the same.</summary>
record CrossoverRow(string Cpu, double TlbMissesPerS, double PageTableWritesPerS);
