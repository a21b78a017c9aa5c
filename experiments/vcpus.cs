#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// 20 web servers with 2 vCPUs each and 5 batch jobs on 16 cores: what do containers and microVMs give them under a CPU limit?
return Experiment.Run(args, "What do 20 web servers with 2 vCPUs each and 5 batch jobs get on 16 cores, in containers and in microVMs?",
    x => from platform in new[] { RuncContainer.Of(x.Parameters), Firecracker.Of(x.Parameters) }
         from limit in new[] { 0.75, 1, 1.25, 1.5, 2 } select new { platform, vcpus = x.VCpus ?? 2, cores = x.Machine.Cores, limit },
    (trial, cell) =>
    {
        var (sim, times, seconds) = (new Simulation(), new List<double>(), trial.Quick ? 3.0 : 30);
        var host = Host.For(cell.platform, sim, trial.Machine, trial.Streams);
        var spec = trial.Guest(cell.platform) with { VCpus = cell.vcpus, Limits = new() { CpuMax = new((100 * cell.limit).Milliseconds) } };
        List<Guest> guests = [.. Enumerable.Range(0, 25).Select(_ => host.Admit(cell.platform, spec))];
        var (web, batch) = (guests[..20], guests[20..]);
        sim.Run(new AllOf(sim, guests.Select(guest => guest.Start())));
        var work = new WorkProfile { Name = "request", User = new(24e6), Kernel = new(6e6), SystemCalls = 200, Packets = 8 }; // 12 ms
        foreach (var server in web.Select(guest => new Service(guest, new() { Work = work, Workers = 8, Factor = Law.Exponential(1) })))
            Clients.Closed(sim, server, 30, Law.Exponential(0.6), server.Guest.Streams).Responded = r => times.Add(r.Time.TotalSeconds);
        Enumerable.Range(0, 5 * cell.vcpus).ToList().ForEach(i => batch[i % 5].CreateThread($"batch {i}").Demand(CpuTask.Forever));
        double[] Count() => [times.Count, web.Sum(g => g.StealNs), web.Sum(g => g.Group.TaskStat.RunDelayNs),
            web.Sum(g => g.Group.Stat.NrThrottled), web.Sum(g => g.Exits), batch.Sum(g => g.CpuTime.TotalSeconds)];
        sim.Run(2.Seconds); // warm-up
        var before = Count();
        sim.Run(seconds.Seconds);
        double[] n = [.. Count().Zip(before, (now, then) => now - then)]; // run delay a request, throttled periods a web server
        return new { P99Ms = 1e3 * Quantiles.Of(times[^(int)n[0]..]).P99, ThroughputPerS = n[0] / seconds,
            StealPct = n[1] / seconds / 2e8 / cell.vcpus, RunDelayMs = n[2] / 1e6 / n[0], NrThrottled = n[3] / 20,
            ExitsPerS = n[4] / seconds, BatchCpus = n[5] / seconds };
    }, runs: 5, cores: 16).SaveCsv().SavePlot(x: r => r.Cell.limit, y: r => r.Outcome.P99Ms, by: r => r.Cell.platform,
        xAxis: new("cpu.max of each guest (CPUs)"), yAxis: new("p99 of the response time (ms)", Min: 0)).Done();
