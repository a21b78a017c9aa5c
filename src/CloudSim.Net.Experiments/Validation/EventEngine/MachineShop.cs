namespace CloudSim.Net.Experiments.Validation.EventEngine;

/// <summary>Machines that make parts and break down; one repairer, who leaves other work for a broken machine.</summary>
public static class MachineShop
{
    private sealed class Machine
    {
        public Process? Work;
        public bool IsWorking;
    }

    /// <summary>Puts the shop into a simulation.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="machines">How many machines.</param>
    /// <param name="draws">Times of parts and breakdowns.</param>
    public static void Build(Simulation sim, int machines, RandomStream draws)
    {
        var repairer = new PreemptiveResource(sim);
        for (int i = 0; i < machines; i++)
        {
            var machine = new Machine();
            machine.Work = sim.Process(Parts(sim, machine, repairer, draws));
            sim.Process(Breakdowns(sim, machine, draws, TimeSpan.FromMinutes(9.0 * machines)));
        }
        sim.Process(OtherJobs(sim, repairer));
    }

    private static IEnumerable<Event> Parts(Simulation sim, Machine machine, PreemptiveResource repairer, RandomStream draws)
    {
        while (true)
        {
            var left = TimeSpan.FromMinutes(Math.Max(1, draws.Normal(10, 2)));
            while (left > TimeSpan.Zero)
            {
                var start = sim.Now;
                machine.IsWorking = true;
                yield return sim.Timeout(left);
                machine.IsWorking = false;
                if (!sim.ActiveProcess.HandleFault())
                    break;
                left -= sim.Now - start;
                using var repair = repairer.Request(priority: 1, preempt: true);
                yield return repair;
                yield return sim.Timeout(TimeSpan.FromMinutes(3));
            }
        }
    }

    private static IEnumerable<Event> Breakdowns(Simulation sim, Machine machine, RandomStream draws, TimeSpan mean)
    {
        while (true)
        {
            yield return sim.Timeout(mean * draws.Exponential(1));
            if (!machine.IsWorking)
                continue;
            machine.IsWorking = false;
            machine.Work!.Interrupt();
        }
    }

    private static IEnumerable<Event> OtherJobs(Simulation sim, PreemptiveResource repairer)
    {
        while (true)
        {
            for (var left = TimeSpan.FromMinutes(30); left > TimeSpan.Zero;)
            {
                using var request = repairer.Request(priority: 2);
                yield return request;
                var start = sim.Now;
                yield return sim.Timeout(left);
                if (!sim.ActiveProcess.HandleFault())
                    break;
                left -= sim.Now - start;
            }
        }
    }
}
