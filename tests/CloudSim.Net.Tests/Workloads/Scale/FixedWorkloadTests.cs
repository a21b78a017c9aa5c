using CloudSim.Net.Workloads.Scale;

namespace CloudSim.Net.Tests.Workloads.Scale;

/// <summary>Finish times that are known exactly.</summary>
public class FixedWorkloadTests
{
    [Theory]
    [InlineData(10, 44_559_544.444, 87_902.000)]
    [InlineData(100, 445_193_769.778, 88_124.000)]
    public void W1_ends_when_processor_sharing_says(int hosts, double sum, double last) =>
        AssertEnds(FixedWorkload.W1(hosts).Run(P), 100 * hosts, sum, last);

    [Fact]
    public void W2a_ends_all_at_once() => AssertEnds(FixedWorkload.W2a.Run(P), 64, 64 * 3600, 3600);

    [Fact]
    public void W2b_ends_one_after_the_other() => AssertEnds(FixedWorkload.W2b.Run(P), 64, 154_943.663, 3648.421);

    /// <summary>The closed form of W2b: the task with the i-th length ends when all shares up to it are served.</summary>
    [Fact]
    public void The_expected_numbers_follow_from_the_closed_form()
    {
        var (time, served, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < 64; i++)
        {
            var length = 13.846 * (i + 1);
            time += (length - served) / Math.Min(1, 8.0 / (64 - i));
            (served, sum) = (length, sum + time);
        }

        Assert.Equal(3648.421, time, 1e-9);
        Assert.Equal(154_943.663, sum, 1e-6);
    }

    // The published numbers have three decimals.
    private static void AssertEnds(FixedOutcome got, int tasks, double sum, double last)
    {
        Assert.Equal(tasks, got.Finished);
        Assert.Equal(sum, got.SumFinishS, 0.0005 + (1e-9 * sum));
        Assert.Equal(last, got.LastFinishS, 0.0005 + (1e-9 * last));
    }
}
