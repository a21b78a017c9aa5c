#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Where does the time of a boot go, phase by phase, from a container to a virtual machine?
// Look for: the phases that one platform has and another does not; how many devices the guest's kernel has to find.
// Change: --set Firecracker.vmm_start=60ms; --guest-memory 4GiB (which phase grows?); --host XeonServer2009; add Kata.Of(p) to platforms;
// or leave out Kernel = GuestKernel.DistributionLinux(p): with the kernel of a microVM, what is still slower in the VM?

var script = new Script("Where does the time of a boot go, phase by phase, from a container to a virtual machine?", runs: 10);
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();

return script.Main(args, experiment =>
{
    const int Boots = 20;
    var (p, host) = (experiment.Parameters, experiment.Machine);
    var vm = QemuKvm.Of(p) with { Name = "VM (distribution's kernel)", Kernel = GuestKernel.DistributionLinux(p) };
    Platform[] platforms = [RuncContainer.Of(p), UnikernelOnFirecracker.Of(p), Firecracker.Of(p), vm];
    if (vm.Incompatibility(host.Cpu) is { } reason)
        throw new InputException("--host", null, reason, "give a newer machine");
    var booted = experiment.Run("boot", platforms, (trial, platform) =>
    {
        var (sim, steps) = (new Simulation(), new List<Part>());
        var machine = Host.For(platform, sim, trial.Machine, trial.Streams);
        for (var i = 0; i <= Boots; i++)
        {
            if (!machine.TryAdmit(platform, trial.Guest(platform), out var guest, out var boundBy))
                throw new InputException("--memory", null, $"{platform} does not fit: {boundBy}", "give more");
            sim.Run(guest!.Start());
            if (i > 0) // the first boot reads its files from disk
                steps.AddRange(guest.Steps.Select(s => new Part(Phase(s.Kind), s.Duration.TotalMilliseconds / Boots)));
            guest.Stop();
        }
        return steps.GroupBy(s => s.Phase).Select(g => new Part(g.Key, g.Sum(s => s.Ms))).ToList();
    }, until: parts => new { Ms = parts.Sum(s => s.Ms) }).ByCell();
    var rows = (from c in booted from part in c.Outcomes[0]
                select new { Platform = c.Cell.Name, part.Phase, Ms = c.Estimate(o => o.Single(s => s.Phase == part.Phase).Ms) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    // What a guest's kernel finds; a container has no kernel of its own.
    GuestDevice[] Found(Platform k) => [.. k.Devices.Where(d => d.Count > 0), new("network interface", experiment.Guest(k).Interfaces)];
    string Devices(Platform k) => k.Kernel is null ? "no kernel of its own" : $"devices: {Found(k).Sum(d => d.Count)}";
    foreach (var k in platforms.Where(k => k.Kernel is not null))
        experiment.Note($"{k}, {Devices(k)} ({string.Join<GuestDevice>(", ", Found(k))})");
    var times = booted.Select(c => (Of: c.Cell, Ms: c.Estimate(o => o.Sum(s => s.Ms)))).ToList();
    experiment.Finding($"boot times: {string.Join("; ", times.Select(t => $"{t.Of} {t.Ms} ms ({Devices(t.Of)})"))}");
    experiment.Plot("phases", Figure.Bars($"Boot times: {string.Join(", ", times.Select(t => $"{t.Of} {t.Ms.Mean:0} ms"))}",
        "Time to the first instruction of the guest's program (ms)",
        times.Select(t => new Bar(t.Of.Name, t.Ms, t.Of.Kernel is null ? null : Devices(t.Of),
            [.. rows.Where(r => r.Platform == t.Of.Name).Select(r => new Segment(r.Phase, r.Ms.Mean))])),
        Conditions.Of(host, "1 network interface", $"{Boots} boots one after the other", Conditions.Runs(booted[0].Runs.Count))));
});
static string Phase(StepKind kind) => kind.Name switch
{
    "guest kernel" or "firmware" or "network interface" or "guest program" => kind.Name,
    "device probes" => "devices found",
    "load" => "kernel image loaded",
    "union mount" or "mounts" or "namespaces" or "cgroup" => "namespaces, cgroup, mounts",
    _ => "VMM, runtime and tools on the host",
};
record Part(string Phase, double Ms);
