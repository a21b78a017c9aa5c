using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>Lengths of time slices and of waits between them, per class of task.</summary>
internal sealed class SliceRecorder
{
    private readonly CpuScheduler scheduler;
    private readonly Dictionary<CpuTask, (Samples Slices, Samples Gaps)> samples;
    private readonly Dictionary<CpuTask, long> since = [], off = [];

    public SliceRecorder(CpuScheduler scheduler, Dictionary<CpuTask, (Samples Slices, Samples Gaps)> samples)
    {
        (this.scheduler, this.samples) = (scheduler, samples);
        scheduler.Switched = OnSwitch;
    }

    public bool On { get; set; }

    private void OnSwitch(int cpu, CpuTask? from, CpuTask? to)
    {
        if (!On)
            return;
        var now = scheduler.NowNs;
        if (from != null && since.Remove(from, out var began))
        {
            samples[from].Slices.Add(now - began);
            if (!from.IsSleeping)
                off[from] = now;
        }

        if (to == null)
            return;
        if (off.Remove(to, out var left))
            samples[to].Gaps.Add(now - left);
        since[to] = now;
    }
}
