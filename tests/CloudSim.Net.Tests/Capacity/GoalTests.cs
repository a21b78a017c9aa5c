using CloudSim.Net.Capacity;

namespace CloudSim.Net.Tests.Capacity;

public class GoalTests
{
    [Theory]
    [InlineData("ready<5%", GoalKind.Ready, 0.05, 0.99)]
    [InlineData("p95ready < 2.5 %", GoalKind.Ready, 0.025, 0.95)]
    [InlineData("starved<0.1%", GoalKind.Starved, 0.001, 1)]
    [InlineData("REJECT<1%", GoalKind.Reject, 0.01, 1)]
    [InlineData("memory<90%", GoalKind.Memory, 0.9, 1)]
    [InlineData("p99<200ms", GoalKind.Latency, 0.2, 0.99)]
    [InlineData("p99.9<1s", GoalKind.Latency, 1, 0.999)]
    [InlineData("p90wait<10min", GoalKind.Wait, 600, 0.9)]
    [InlineData("wait<2h", GoalKind.Wait, 7200, 0.99)]
    [InlineData("survive 2 hosts", GoalKind.Survive, 2, 1)]
    public void A_goal_is_read_and_written_as_it_is_read(string text, GoalKind kind, double bound, double share)
    {
        var goal = Goal.Parse(text);
        Assert.Equal(kind, goal.Kind);
        Assert.Equal(bound, goal.Bound, 12);
        Assert.Equal(share, goal.Share, 12);
        Assert.Equal(goal, Goal.Parse($"{goal}"));
    }

    [Theory]
    [InlineData("ready<5", "has '5' where a percentage stands")]
    [InlineData("ready<0%", "has '0%' where a percentage stands")]
    [InlineData("starved<101%", "has '101%' where a percentage stands")]
    [InlineData("starved<5%%", "has '5%%'")]
    [InlineData("ready>5%", "is no upper bound")]
    [InlineData("ready", "has no '<'")]
    [InlineData("p99<200", "'200' is no time")]
    [InlineData("p99<-1s", "'-1s' is no time")]
    [InlineData("p0<1s", "is of nothing that is known")]
    [InlineData("p100<1s", "is of nothing that is known")]
    [InlineData("p99starved<1%", "is of nothing that is known")]
    [InlineData("latency<1s", "is of nothing that is known")]
    [InlineData("survive a host", "says no number of hosts")]
    [InlineData("survive 0 hosts", "says no number of hosts")]
    [InlineData("cpu<5%", "is of nothing that is known")]
    [InlineData("", "has no '<'")]
    public void What_is_no_goal_is_said(string text, string what)
    {
        var thrown = Assert.Throws<InputException>(() => Goal.Parse(text));
        Assert.StartsWith("--goal: ", thrown.Message);
        Assert.Contains(what, thrown.Message);
    }
}
