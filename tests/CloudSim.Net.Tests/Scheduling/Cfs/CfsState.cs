using System.Globalization;
using System.Text;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>All that a scheduler knows at an instant, counters and what decides alike, as text.</summary>
internal static class CfsState
{
    public static void Describe(CfsScheduler scheduler, IReadOnlyList<TaskGroup> groups, IReadOnlyList<CpuTask> tasks, StringBuilder log)
    {
        var text = CultureInfo.InvariantCulture;
        foreach (var task in tasks)
        {
            var entity = (CfsEntity)task.State;
            log.Append(text, $"{task} {task.CpuTime} {task.Remaining} {task.Overhead} {task.RunDelay} {task.TimeSlices} ")
                .Append(text, $"{task.VoluntarySwitches} ")
                .Append(text, $"{task.InvoluntarySwitches} {task.Migrations} {task.CurrentCpu} {task.Status} ")
                .Append(text, $"{entity.Vruntime} {entity.ExecStart} {entity.PrevSumExecRuntime}\n");
        }

        foreach (var group in groups)
        {
            log.Append(text, $"{group} {group.Stat.UsageNs}");
            foreach (var queue in ((CfsGroup)group.State).Queues)
                if (queue != null)
                    log.Append(text, $" {queue.MinVruntime} {queue.Load} {queue.Average.Value:R} {queue.Average.At} ")
                        .Append(text, $"{queue.Entity?.Vruntime} {queue.Next?.Task} {queue.Last?.Task}");
            log.Append('\n');
        }

        foreach (var cpu in scheduler.Processors)
            log.Append(text, $"{cpu.BusyNs} {cpu.Switches} {cpu.Utilization.Value:R} {cpu.Runnable.Value:R} ")
                .Append(text, $"{cpu.Tasks.First?.Task} {cpu.Tasks.Oldest?.Task}\n");
    }
}
