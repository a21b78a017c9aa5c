using CloudSim.Net.Scheduling.Caching;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Caching;

/// <summary>A cache that knows working sets only holds of each what one of single lines would.</summary>
public class LruCacheTests
{
    [Fact]
    public void It_holds_what_a_stack_of_lines_holds()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 45]).Array[1, 60]).Sample(
            (size, uses) =>
            {
                var cache = new LruCache(size);
                CachedSet[] sets = [.. Enumerable.Range(0, 6).Select(_ => new CachedSet())];
                List<int> lines = []; // by set, the newest first
                foreach (var (set, bytes) in uses)
                {
                    var most = Math.Min(bytes, size);
                    cache.Use(sets[set], most);
                    lines.RemoveAll(l => l == set);
                    lines.InsertRange(0, Enumerable.Repeat(set, most));
                    if (lines.Count > size)
                        lines.RemoveRange(size, lines.Count - size);
                    for (var i = 0; i < sets.Length; i++)
                        Assert.Equal(lines.Count(l => l == i), sets[i].Bytes);
                }
            },
            iter: 300);
    }
}
