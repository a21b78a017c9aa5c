using System.Net;
using CloudSim.Net.Networking;
using CsCheck;

namespace CloudSim.Net.Tests.Networking;

public class AddressPoolTests
{
    [Fact]
    public void Parts_are_cut_from_the_block_in_order_and_the_lowest_free_one_is_given()
    {
        var pool = new AddressPool(IPNetwork.Parse("192.168.0.0/16"), 20);
        Assert.Equal(16, pool.Size);
        Assert.Equal(["192.168.0.0/20", "192.168.16.0/20", "192.168.32.0/20"], Enumerable.Range(0, 3).Select(_ => First(pool)));
        pool.Give(IPNetwork.Parse("192.168.16.0/20"));
        Assert.Equal("192.168.16.0/20", First(pool));
        Assert.Equal("192.168.0.0/16: 3 of 16", pool.ToString());
    }

    [Fact]
    public void In_turn_a_freed_part_waits_until_the_block_has_been_gone_through()
    {
        var pool = new AddressPool(IPNetwork.Parse("10.0.1.0/30"));
        Assert.Equal(["10.0.1.0/32", "10.0.1.1/32"], Enumerable.Range(0, 2).Select(_ => Next(pool)));
        pool.Give(IPNetwork.Parse("10.0.1.0/32"));
        Assert.Equal(["10.0.1.2/32", "10.0.1.3/32", "10.0.1.0/32", "none"], Enumerable.Range(0, 4).Select(_ => Next(pool)));
        Assert.Equal("none", First(pool));
    }

    [Fact]
    public void What_is_no_part_or_not_taken_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new AddressPool(IPNetwork.Parse("fd00::/64"), 24));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddressPool(IPNetwork.Parse("10.0.0.0/8"), 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddressPool(IPNetwork.Parse("10.0.0.0/8"), 33));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddressPool(IPNetwork.Parse("0.0.0.0/0"), 25));
        var pool = new AddressPool(IPNetwork.Parse("255.255.255.0/24"));
        Assert.Throws<ArgumentException>(() => pool.TryTake(IPNetwork.Parse("255.255.254.1/32")));
        Assert.Throws<ArgumentException>(() => pool.TryTake(IPNetwork.Parse("255.255.255.0/25")));
        Assert.Throws<ArgumentException>(() => pool.Give(IPNetwork.Parse("255.255.255.255/32")));
        Assert.True(pool.TryTake(IPNetwork.Parse("255.255.255.255/32")));
        Assert.False(pool.TryTake(IPNetwork.Parse("255.255.255.255/32")));
        Assert.Equal(1, pool.Taken);
    }

    /// <summary>Any calls: the answers of a plain set of what is free.</summary>
    [Fact]
    public void A_pool_answers_as_a_sorted_set_does() => 
        Gen.Select(Gen.Int[20, 32], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4095]).Array[0, 600]).Sample((prefix, calls) =>
        {
            var (pool, taken) = (new AddressPool(new IPNetwork(IPAddress.Parse("10.16.0.0"), prefix)), new SortedSet<int>());
            var last = -1;
            foreach (var (call, value) in calls)
            {
                var index = value % pool.Size;
                var free = Enumerable.Range(0, pool.Size).Where(i => !taken.Contains(i)).Take(call == 0 ? 1 : int.MaxValue).ToList();
                if (call == 0 || call == 1)
                {
                    var expected = call == 0 || !free.Exists(i => i > last)
                        ? free.Cast<int?>().FirstOrDefault() : free.First(i => i > last);
                    Assert.Equal(expected is not null, call == 0 ? pool.TryTakeFirst(out var part) : pool.TryTakeNext(out part));
                    if (expected is not { } at)
                        continue;
                    Assert.Equal(pool[at], part);
                    Assert.True(taken.Add(at));
                    last = call == 1 ? at : last;
                }
                else if (call == 2)
                    Assert.Equal(taken.Add(index), pool.TryTake(pool[index]));
                else if (taken.Remove(index))
                    pool.Give(pool[index]);
                Assert.Equal(taken.Count, pool.Taken);
                Assert.Equal(taken.Contains(index), pool.IsTaken(pool[index]));
            }
        }, iter: 100);

    private static string First(AddressPool pool) => pool.TryTakeFirst(out var part) ? part.ToString() : "none";

    private static string Next(AddressPool pool) => pool.TryTakeNext(out var part) ? part.ToString() : "none";
}
