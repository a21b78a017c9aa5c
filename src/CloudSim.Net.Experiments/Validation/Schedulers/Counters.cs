namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>The counters of a task at one instant.</summary>
internal readonly record struct Counters(long CpuTime, long RunDelay, long TimeSlices, long Voluntary, long Involuntary, long Migrations,
    long Loops)
{
    public static Counters Of(ScenarioTask of) => new(
        of.Task.CpuTime + of.Task.Overhead, of.Task.RunDelay, of.Task.TimeSlices, of.Task.VoluntarySwitches, of.Task.InvoluntarySwitches,
        of.Task.Migrations, of.Loops);

    public static Counters operator -(Counters a, Counters b) => new(
        a.CpuTime - b.CpuTime, a.RunDelay - b.RunDelay, a.TimeSlices - b.TimeSlices, a.Voluntary - b.Voluntary,
        a.Involuntary - b.Involuntary, a.Migrations - b.Migrations, a.Loops - b.Loops);

    public double? Value(string column, ScenarioTask task, long window) => column switch
    {
        "cpu_us" => CpuTime / 1000.0,
        "share_of_one_cpu" => (double)CpuTime / window,
        "run_delay_us" => RunDelay / 1000.0,
        "timeslices_count" => TimeSlices,
        "involuntary_switches_count" => Involuntary,
        "migrations_count" => Migrations,
        "loops_done_count" => Loops,
        "start_us" => task.StartNs < 0 ? null : task.StartNs / 1000.0,
        "finish_us" => task.FinishNs < 0 ? null : task.FinishNs / 1000.0,
        "turnaround_us" => task.FinishNs < 0 ? null : (task.FinishNs - task.ArrivedNs) / 1000.0,
        _ => null,
    };
}
