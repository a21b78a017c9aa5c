namespace CloudSim.Net.Tests.Engine.Samples;

/// <summary>
/// A machine makes parts of ten minutes each and breaks down now and then; the repairer, who otherwise does jobs of less importance, then
/// leaves his job and mends it within half an hour.
/// </summary>
internal sealed class MachineShop
{
    private readonly Simulation sim;
    private readonly PreemptiveResource repairer;
    private readonly List<Machine> machines = [];

    public MachineShop(Simulation sim, RandomStreams streams, int machines)
    {
        this.sim = sim;
        repairer = new PreemptiveResource(sim);
        for (int i = 0; i < machines; i++)
        {
            var machine = new Machine(streams[$"machine {i}"]);
            machine.Work = sim.Process(Parts(machine));
            sim.Process(Breakdowns(machine));
            this.machines.Add(machine);
        }
        sim.Process(OtherJobs());
    }

    public IEnumerable<int> PartsMade => machines.Select(m => m.Parts);

    public int BreakdownCount => machines.Sum(m => m.Breakdowns);

    public int JobsDone { get; private set; }

    public int JobsLeft { get; private set; }

    private IEnumerable<Event> Parts(Machine machine)
    {
        while (true)
        {
            var left = TimeSpan.FromMinutes(machine.Draws.Normal(10, 0.5));
            while (left > TimeSpan.Zero)
            {
                var start = sim.Now;
                machine.IsWorking = true;
                yield return sim.Timeout(left);
                machine.IsWorking = false;
                left -= sim.Now - start;
                if (!sim.ActiveProcess.HandleFault())
                    continue;
                using var repair = repairer.Request(priority: 1, preempt: true);
                yield return repair;
                yield return sim.Timeout(TimeSpan.FromMinutes(30));
            }
            machine.Parts++;
        }
    }

    private IEnumerable<Event> Breakdowns(Machine machine)
    {
        while (true)
        {
            yield return sim.Timeout(TimeSpan.FromMinutes(machine.Draws.Exponential(300)));
            if (!machine.IsWorking)
                continue;
            machine.IsWorking = false;
            machine.Breakdowns++;
            machine.Work!.Interrupt();
        }
    }

    private IEnumerable<Event> OtherJobs()
    {
        while (true)
        {
            for (var left = TimeSpan.FromMinutes(30); left > TimeSpan.Zero;)
            {
                using var request = repairer.Request(priority: 2);
                yield return request;
                var start = sim.Now;
                yield return sim.Timeout(left);
                left -= sim.Now - start;
                if (sim.ActiveProcess.HandleFault())
                    JobsLeft++;
            }
            JobsDone++;
        }
    }

    private sealed class Machine(RandomStream draws)
    {
        public RandomStream Draws => draws;

        public Process? Work { get; set; }

        public bool IsWorking { get; set; }

        public int Parts { get; set; }

        public int Breakdowns { get; set; }
    }
}
