using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces;

public class DistinctNamesTests
{
    [Fact]
    public void Names_are_told_apart_with_their_first_lines()
    {
        var names = new DistinctNames();
        Assert.Null(names.FirstLine("a", 3));
        Assert.Null(names.FirstLine("b", 4));
        Assert.Equal(3, names.FirstLine("a", 5));
        Assert.True(names.Add("a", "b"));
        Assert.True(names.Add("ab", ""));
        Assert.False(names.Add("a", "b"));
        Assert.True(names.Contains("b") && !names.Contains("c") && names.IsExact);
        Assert.Equal(4, names.Count);
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(50_000)]
    [InlineData(200_000)]
    [InlineData(2_000_000)]
    public void Beyond_the_bound_the_count_is_within_two_percent(int count)
    {
        var names = new DistinctNames(1000);
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < count; i++)
                names.Add($"guest-{i}");
        Assert.False(names.IsExact);
        Assert.InRange(names.Count, 0.98 * count, 1.02 * count);
        Assert.Null(names.FirstLine("guest-0", 1));
        Assert.False(names.Contains("guest-0"));
    }
}
