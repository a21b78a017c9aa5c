using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>
/// calculate_imbalance subtracts without a sign: where the heaviest CPU has one task and so is nobody's busiest, the busiest of the others
/// is below the average, and the CPU that pulls takes all that waits there.
/// </summary>
public class CfsBelowAverageTests
{
    [Theory]
    [InlineData(10_000, true)] // a heavy task: the average is far above what the others have
    [InlineData(100, false)] // one like the others: 3 on one CPU and 2 on the other is as even as can be
    public void Tasks_slosh_between_the_light_cpus_beside_a_heavy_one(int weight, bool slosh)
    {
        var machine = new Machine(3, CfsTunables.For(P, 3));
        Spinner("heavy", weight, CpuSet.Of(0));
        List<CpuTask> light = [.. Enumerable.Range(0, 5).Select(i => Spinner($"light {i}", 100, CpuSet.Range(1, 2)))];
        machine.Run(1_000);
        var (moves, most) = (light.Sum(task => task.Migrations), 0);
        for (var i = 0; i < 500; i++)
        {
            machine.Run(4);
            most = Math.Max(most, Math.Max(light.Count(task => task.CurrentCpu == 1), light.Count(task => task.CurrentCpu == 2)));
        }

        // All but the one that runs are taken: four of five come together.
        Assert.Equal(slosh ? 4 : 3, most);
        moves = light.Sum(task => task.Migrations) - moves;
        if (slosh)
            Assert.True(moves > 30, $"{moves} moves"); // three at a time, every 50 to 130 ms
        else
            Assert.True(moves <= 30, $"{moves} moves");

        CpuTask Spinner(string name, int ofWeight, CpuSet cpus)
        {
            var group = machine.Cpu.CreateGroup(name);
            group.Weight = ofWeight;
            group.Affinity = cpus;
            return machine.Spinner(name, group);
        }
    }
}
