using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

public class MemoryPoolTests
{
    [Fact]
    public void A_charge_that_does_not_fit_is_refused_whole()
    {
        var pool = new MemoryPool(100.MiB);
        Assert.True(pool.TryCharge(60.MiB));
        Assert.False(pool.TryCharge(41.MiB));
        Assert.Equal(60.MiB, pool.Used);
        Assert.True(pool.TryCharge(40.MiB));
    }

    [Fact]
    public void A_shared_file_is_held_once_and_given_back_by_its_last_user()
    {
        var pool = new MemoryPool(100.MiB);
        Assert.True(pool.TryMap("image", 30.MiB));
        Assert.True(pool.TryMap("image", 30.MiB));
        Assert.Equal(30.MiB, pool.Used);
        pool.Unmap("image");
        Assert.Equal(30.MiB, pool.Used);
        pool.Unmap("image");
        Assert.Equal(Bytes.Zero, pool.Used);
        Assert.Throws<ArgumentException>(() => pool.Unmap("image"));
    }

    [Fact]
    public void Giving_back_more_than_is_charged_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryPool(1.MiB).Uncharge(1.B));

    // Random charges and returns: the pool agrees with a plain sum and never exceeds its capacity.
    [Fact]
    public void Used_is_the_sum_of_what_was_charged() =>
        Gen.Int[-400, 1000].Array[0, 60].Sample(steps =>
        {
            var pool = new MemoryPool(new Bytes(5_000));
            var held = new Queue<long>();
            foreach (var step in steps)
            {
                if (step < 0)
                {
                    if (held.TryDequeue(out var back))
                        pool.Uncharge(new Bytes(back));
                }
                else if (held.Sum() + step <= 5_000)
                {
                    Assert.True(pool.TryCharge(new Bytes(step)));
                    held.Enqueue(step);
                }
                else
                {
                    Assert.False(pool.TryCharge(new Bytes(step)));
                }
                Assert.Equal(held.Sum(), pool.Used.Count);
                Assert.InRange(pool.Used.Count, 0, 5_000);
            }
        });
}
