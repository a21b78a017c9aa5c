#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// 20 web servers with 2 vCPUs each and 5 batch jobs on 16 cores: what do containers and microVMs give them under a CPU limit?
return Experiment.Run(args, "What do 20 web servers with 2 vCPUs each and 5 batch jobs get on 16 cores, in containers and in microVMs?",
    x => from platform in new[] { RuncContainer.Of(x.Parameters), Firecracker.Of(x.Parameters) }
         from limit in new[] { 0.75, 1, 1.25, 1.5, 2 } select new { platform, vcpus = x.VCpus ?? 2, cores = 16, limit },
    (trial, cell) =>
    {
        var (sim, requests, seconds) = (new Simulation(), new List<double>(), trial.Quick ? 3.0 : 30);
        var host = Host.For(cell.platform, sim, trial.Machine with { Topology = CpuTopology.Uniform(cell.cores) }, trial.Streams);
        var spec = trial.Guest(cell.platform) with { VCpus = cell.vcpus, Limits = new() { CpuMax = new((100 * cell.limit).Milliseconds) } };
        List<Guest> guests = [.. Enumerable.Range(0, 25).Select(_ => host.Admit(cell.platform, spec))];
        var (web, batch) = (guests[..20], guests[20..]);
        sim.Run(new AllOf(sim, guests.Select(guest => guest.Start())));
        var work = new WorkProfile { Name = "request", User = new(24e6), Kernel = new(6e6), SystemCalls = 200, Packets = 8 }; // 12 ms
        foreach (var server in web.Select(guest => new Service(guest, new() { Work = work, Workers = 8, Factor = Law.Exponential(1) })))
            Clients.Open(sim, server, RateCurve.Constant(50), server.Guest.Streams).Responded = r => requests.Add(r.Time.TotalMilliseconds);
        foreach (var thread in batch.SelectMany(guest => Enumerable.Range(0, cell.vcpus).Select(i => guest.CreateThread($"batch {i}"))))
            thread.Demand(CpuTask.Forever);
        double[] Count() => [requests.Count, web.Sum(g => g.StealNs), web.Sum(g => g.Group.TaskStat.RunDelayNs),
            web.Sum(g => g.Group.Stat.NrThrottled), web.Sum(g => g.Exits), batch.Sum(g => g.CpuTime.TotalSeconds)];
        sim.Run(2.Seconds); // warm-up
        var before = Count();
        sim.Run(seconds.Seconds);
        double[] got = [.. Count().Zip(before, (now, then) => now - then)];
        return new { P99Ms = Quantiles.Of(requests[^(int)got[0]..]).P99, ThroughputPerS = got[0] / seconds,
            StealPct = got[1] / seconds / 1e7 / (20 * cell.vcpus), RunDelayMs = got[2] / 1e6 / got[0], NrThrottled = got[3] / 20,
            ExitsPerS = got[4] / seconds, BatchCpus = got[5] / seconds };
    }, runs: 5).SaveCsv().SavePlot(x: r => r.Cell.limit, y: r => r.Outcome.P99Ms, by: r => r.Cell.platform,
        xAxis: new("cpu.max of each guest (CPUs)"), yAxis: new("p99 of the web servers' response time (ms)", Min: 0)).Done();
