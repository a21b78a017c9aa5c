#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Where does the time of a boot go, phase by phase, from a container to a virtual machine?
// Look for: the phases that one platform has and another does not, and how many devices the guest's kernel has to find.
// Change: --set Firecracker.vmm_start=60ms; --guest-memory 4GiB (which phase grows?); --host Pentium4Desktop;
// or leave out Kernel = GuestKernel.DistributionLinux(p): what does the VM's own part take then?

var script = new Script("Where does the time of a boot go, phase by phase, from a container to a virtual machine?", runs: 10);
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();

return script.Main(args, experiment =>
{
    var (p, host, boots) = (experiment.Parameters, experiment.Machine, experiment.Quick ? 5 : 20);
    var vm = QemuKvm.Of(p) with { Name = "VM (distribution's kernel)", Kernel = GuestKernel.DistributionLinux(p) };
    Platform[] known = [RuncContainer.Of(p), UnikernelOnFirecracker.Of(p), Firecracker.Of(p), Kata.Of(p), vm];
    var booted = experiment.Run("boot", known.Where(k => k.Incompatibility(host.Cpu) is null), (trial, platform) =>
    {
        var sim = new Simulation();
        var machine = Host.For(platform, sim, trial.Machine, trial.Streams);
        var all = new List<Step>();
        for (var i = 0; i <= boots; i++)
        {
            if (!machine.TryAdmit(platform, trial.Guest(platform), out var guest, out var boundBy))
                throw new InvalidOperationException($"{platform} does not fit: {boundBy}");
            sim.Run(guest!.Start());
            if (i > 0) // the first boot reads its files from disk
                all.AddRange(guest.Steps.Select(s => new Step(s.Kind.Name, s.Title, s.Duration.TotalMilliseconds / boots)));
            guest.Stop();
        }
        return all.GroupBy(s => (s.Phase, s.Title)).Select(g => new Step(g.Key.Phase, g.Key.Title, g.Sum(s => s.Ms))).ToList();
    }, until: o => new { Ms = Whole(o) }).ByCell();
    var rows = booted.SelectMany(c => c.Outcomes[0].Select((s, i) => new { Platform = c.Cell.Name, s.Phase, s.Title,
        Ms = c.Estimate(o => o[i].Ms) })).ToList();
    experiment.Csv(rows);
    experiment.Table(rows.Where(r => r.Ms.Mean > 0));
    double Devices(Platform platform) => platform.Devices.Sum(d => d.Count);
    foreach (var c in booted)
        experiment.Note($"{c.Cell}: {c.Estimate(Whole)} ms, {Devices(c.Cell)} devices " +
            string.Join(", ", c.Cell.Devices.Where(d => d.Count > 0)));

    var (micro, machine) = (booted.First(c => c.Cell == Firecracker.Of(p)), booted[^1]);
    experiment.Finding($"a {machine.Cell.Name} with {Devices(machine.Cell)} devices takes {machine.Ratio(micro, Whole)} times as long " +
        $"to boot as a {micro.Cell.Name} with {Devices(micro.Cell)}");
    double Phase(CellResults<Platform, List<Step>> c, string phase) => c.Estimate(o => Whole(o.Where(s => s.Phase == phase))).Mean;
    var every = rows.Select(r => r.Phase).Distinct().ToList();
    var phases = every.Intersect(every.OrderByDescending(x => booted.Max(c => Phase(c, x))).Take(7)).ToList();
    experiment.Plot("phases", Figure.Bars(
        $"A {booted[0].Cell} starts in {booted[0].Estimate(Whole).Mean:0} ms, a {micro.Cell} in {micro.Estimate(Whole).Mean:0} ms, " +
        $"a {machine.Cell} in {machine.Estimate(Whole).Mean:0} ms",
        new Axis("Time to the first instruction of the guest's program (ms)", Max: 300),
        booted.Select(c => new Bar(c.Cell.Name, c.Estimate(Whole), Devices(c.Cell) > 0 ? $"{Devices(c.Cell)} devices" : null,
            [.. phases.Select(x => new Segment(x, Phase(c, x))),
                new("all else", c.Estimate(Whole).Mean - phases.Sum(x => Phase(c, x)))])),
        Conditions.Of(host, "boots one after the other, idle", $"{boots} boots per run", Conditions.Runs(micro.Runs.Count))));
});

static double Whole(IEnumerable<Step> steps) => steps.Sum(s => s.Ms);

record Step(string Phase, string Title, double Ms);
