using CloudSim.Net.Kernel;

namespace CloudSim.Net.Tests.Kernel;

public class ObjectPoolTests
{
    [Fact]
    public void A_pool_refuses_what_does_not_fit_as_a_whole_and_gives_back_no_more_than_is_taken()
    {
        var pool = new ObjectPool("ports", 3);
        Assert.True(pool.TryTake(2));
        Assert.False(pool.TryTake(2));
        Assert.Equal("ports: 2 of 3", pool.ToString());
        Assert.True(pool.TryTake());
        Assert.False(pool.TryTake());
        Assert.True(pool.TryTake(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Give(4));
        Assert.Equal(3, pool.Taken);
        pool.Give(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Give());
        Assert.Equal(0, pool.Taken);
    }

    [Fact]
    public void Counts_and_limits_are_not_negative_and_do_not_wrap()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ObjectPool("x", -1));
        Assert.Throws<ArgumentException>(() => new ObjectPool("", 1));
        var pool = new ObjectPool("x", null);
        Assert.Null(pool.Limit);
        Assert.True(pool.TryTake(long.MaxValue));
        Assert.False(pool.TryTake());
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.TryTake(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Give(-1));
        Assert.Equal(long.MaxValue, pool.Taken);
    }
}
