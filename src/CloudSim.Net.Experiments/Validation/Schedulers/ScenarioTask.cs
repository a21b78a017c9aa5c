using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>A task of a scenario: a program that demands CPU time as the measuring program of the reference did.</summary>
internal sealed class ScenarioTask
{
    // The system calls of one sleep in the measured program (a lone sleeper of the reference: 5.4 us from the timer to the program,
    // 6.8 us of CPU time a cycle beyond its work); on n emulated CPUs kernel paths take n times as long.
    private const long WakeCostOfOne = 5_000, SleepCostOfOne = 1_800, PollCost = 10_000;

    // How often the program looks at its CPU clock on several CPUs.
    private const long Look = 31_000;

    public readonly string Class;
    public readonly CpuTask Task;
    public readonly Samples Latency = new();
    public readonly long ArrivedNs;
    public long FinishNs = -1, StartNs = -1, Loops;

    private readonly Simulation sim;
    private readonly ReferenceRow row;
    private readonly Alarm alarm;
    private readonly long start, from, to;
    private readonly bool oneCpu;
    private readonly long wakeCost, sleepCost;
    private Action next = () => { };
    private Action? finished;
    private ulong random;
    private long due, left;

    public ScenarioTask(Simulation sim, CpuTask task, ReferenceRow row, int index, int ordinal, long start, long warmup, long window)
    {
        (this.sim, this.row, Task) = (sim, row, task);
        Class = row.Text("entity").Split('#')[0];
        (this.start, from, to) = (start, start + warmup, start + warmup + window);
        oneCpu = task.Scheduler.Cpus == 1;
        (wakeCost, sleepCost) = (WakeCostOfOne * task.Scheduler.Cpus, SleepCostOfOne * task.Scheduler.Cpus);
        random = 12345 + 7919 * (ulong)index;
        alarm = new Alarm(sim, () => next());
        task.Done = Consumed;
        var behaviour = row.Text("behaviour");
        next = behaviour switch
        {
            "spin" => () => task.Demand(CpuTask.Forever),
            "duty" => Duty,
            "job" => Job,
            "serve" => Serve,
            _ => throw row.Wrong($"behaviour '{behaviour}' of {row.Text("entity")} is not known", "spin, duty, job or serve"),
        };
        ArrivedNs = behaviour switch
        {
            "job" => row.Ns("arrive_us"),
            "serve" => ordinal * row.Ns("phase_step_us", 0),
            _ => 0,
        };
        due = start + ArrivedNs;
    }

    private long Now => Task.Scheduler.NowNs;

    // Before the start the program looks for it every millisecond until it is known, so that no task counts as new.
    public void Settle(long from, long until)
    {
        var first = next;
        void Poll() => Work(PollCost, () =>
        {
            if (Now < until)
                WakeAt(Now + 1_000_000, Poll);
            else
                WakeAt(due, first);
        });
        WakeAt(from, Poll);
    }

    private void Duty() => Work(row.Ns("run_us") + sleepCost, () =>
    {
        var sleep = row.Ns("sleep_us");
        if (row.Integer("sleep_jitter_pct", 0, least: 0, most: 100) is > 0 and var jitter)
            sleep += sleep * jitter / 100 * ((long)(Draw() % 2001) - 1000) / 1000;
        due = Now + sleep;
        WakeAt(due, Woken);
    });

    // Latency ends when the woken task is back in its program.
    private void Woken() => Work(wakeCost, () =>
    {
        Sample(Now - due);
        Loops++;
        Duty();
    });

    private void Job()
    {
        Work(wakeCost, () =>
        {
            StartNs = Now - start;
            Work(row.Ns("work_us"), () =>
            {
                FinishNs = Now - start;
                Idle();
            });
        });
    }

    // Afterwards the program looks every 50 ms whether the measurement is over.
    private void Idle() => Work(SleepCostOfOne, () => WakeAt(Now + 50_000_000, () => Work(WakeCostOfOne, Idle)));

    private void Serve() => Work(row.Ns("work_us", least: 1), () =>
    {
        Sample(Now - due);
        Loops++;
        due += row.Ns("every_us", least: 1);
        if (due > Now)
            Work(sleepCost, () => WakeAt(due, () => Work(wakeCost, Serve)));
        else
            Serve();
    });

    private void WakeAt(long at, Action action)
    {
        next = action;
        alarm.SetAt(sim.StartDate.AddTicks((Math.Max(at, Now) + 99) / 100));
    }

    // The program looks at its CPU clock after 49/50 of what is left (every 31 us on several CPUs), which brings the kernel's accounts up
    // to date.
    private void Work(long ns, Action then)
    {
        left = ns;
        finished = then;
        Piece();
    }

    private void Piece()
    {
        var piece = oneCpu ? (left < 2_000 ? left : left / 50 * 49) : Math.Min(left, Look);
        left -= piece;
        Task.Demand(piece);
    }

    private void Consumed()
    {
        if (left > 0)
            Piece();
        else
            finished?.Invoke();
    }

    private void Sample(long latency)
    {
        if (Now >= from && Now < to)
            Latency.Add(latency);
    }

    private ulong Draw()
    {
        random = unchecked(random * 6364136223846793005UL + 1442695040888963407UL);
        return random >> 33;
    }
}
