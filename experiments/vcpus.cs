#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// 20 web servers with 2 vCPUs each and 5 batch jobs on 16 cores: what do containers and microVMs give them, with cpu.max and without?

return Experiment.Run(args, "What do 20 web servers with 2 vCPUs each and 5 batch jobs get on 16 cores, in containers and in microVMs?",
    x => from platform in new[] { RuncContainer.Of(x.Parameters), Firecracker.Of(x.Parameters) }
         from limit in new[] { 2, 1.5, 1, 0.75 } select new { platform, vcpus = 2, cores = 16, limit }, // CPUs that cpu.max allows
    (trial, cell) =>
    {
        var (sim, requests, seconds) = (new Simulation(), new List<double>(), trial.Quick ? 3 : 30);
        var host = Host.For(cell.platform, sim, trial.Machine with { Topology = CpuTopology.Uniform(cell.cores) }, trial.Streams);
        var spec = trial.Guest(cell.platform) with { VCpus = cell.vcpus, Limits = new() { CpuMax = new((100 * cell.limit).Milliseconds) } };
        Guest[] guests = [.. Enumerable.Range(0, 25).Select(_ => host.Admit(cell.platform, spec))];
        var (web, batch) = (guests[..20], guests[20..]);
        sim.Run(new AllOf(sim, guests.Select(guest => guest.Start())));
        var work = new WorkProfile { Name = "request", User = new(24e6), Kernel = new(6e6), SystemCalls = 200, Packets = 8 };
        foreach (var guest in web) // about half a CPU each, in bursts
            Clients.Open(sim, new Service(guest, new() { Work = work, Workers = 8, Factor = Law.Exponential(1) }), RateCurve.Constant(50),
                guest.Streams).Responded = answer => requests.Add(answer.Time.TotalMilliseconds);
        foreach (var thread in batch.SelectMany(guest => Enumerable.Range(0, cell.vcpus).Select(i => guest.CreateThread($"batch {i}"))))
            thread.Demand(CpuTask.Forever);
        double[] Count() => [web.Sum(g => g.StealNs), web.Sum(g => g.Group.TaskStat.RunDelayNs), web.Sum(g => g.Group.Stat.NrThrottled),
            web.Sum(g => g.Exits), batch.Sum(g => g.CpuTime.TotalSeconds)];
        sim.Run(2.Seconds); // warm-up
        requests.Clear();
        var before = Count();
        sim.Run(seconds.Seconds);
        double[] got = [.. Count().Zip(before, (now, then) => (now - then) / seconds)];
        return new { P99Ms = Quantiles.Of(requests).P99, ThroughputPerS = (double)requests.Count / seconds, StealPct = got[0] / 1e7 / 40,
            RunDelayMs = got[1] * seconds / 1e6 / requests.Count, NrThrottled = got[2] * seconds / 20, ExitsPerS = got[3],
            BatchCpus = got[4] };
    }, runs: 5)
    .SaveCsv()
    .SavePlot(x: r => r.Cell.limit, y: r => r.Outcome.P99Ms, by: r => r.Cell.platform)
    .Done();
