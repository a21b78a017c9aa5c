using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;

namespace CloudSim.Net.Tests.Virtualization;

public class TranslationTests
{
    private static readonly TranslationCache Cache = new(1.MiB, 8, 16, 5);

    [Fact]
    public void Code_that_fits_is_translated_once()
    {
        Assert.Equal(0, Cache.MissShare(default));
        Assert.Equal(0, Cache.MissShare(128.KiB));
        Assert.True(Cache.MissShare(129.KiB) > 0);
    }

    // A cache that is played through, block by block: frequencies one over rank, everything thrown away when it is full.
    [Theory]
    [InlineData(160)]
    [InlineData(256)]
    [InlineData(1024)]
    public void The_share_of_misses_is_that_of_a_cache_played_through(int footprintKib)
    {
        const int Executions = 600_000;
        var (blocks, held) = (footprintKib * 1024 / 16, 1024 * 1024 / 8 / 16);
        var reach = new double[blocks];
        for (var i = 0; i < blocks; i++)
            reach[i] = (i == 0 ? 0 : reach[i - 1]) + 1.0 / (i + 1);
        var random = new RandomStreams(7)["blocks"];
        var translated = new HashSet<int>();
        var misses = 0;
        for (var i = 0; i < Executions; i++)
        {
            var at = Array.BinarySearch(reach, random.NextDouble() * reach[^1]);
            if (!translated.Add(at < 0 ? ~at : at))
                continue;
            misses++;
            if (translated.Count == held)
                translated.Clear();
        }
        Assert.Equal((double)misses / Executions, Cache.MissShare(footprintKib.KiB), 0.06 * misses / Executions);
    }

    [Fact]
    public void Misses_grow_with_the_code_and_fall_with_the_cache()
    {
        var shares = new[] { 128, 130, 200, 400, 800, 6400 }.Select(k => Cache.MissShare(k.KiB)).ToList();
        Assert.Equal(shares.Order(), shares);
        Assert.True((Cache with { Size = 2.MiB }).MissShare(400.KiB) < Cache.MissShare(400.KiB));
    }

    [Fact]
    public void A_small_cache_and_missing_chains_make_emulation_slower()
    {
        var work = new WorkProfile { Name = "work", User = 1e9.Cycles, CodeFootprint = 8.MiB };
        double Cost(DynamicTranslation technique) => technique.Run(work, CpuModels.Skylake(P)).Total.Count;
        var normal = Cost(new DynamicTranslation(P, cacheSize: 256.MiB));
        Assert.Equal(8e9, normal, 1.0);
        Assert.True(Cost(new DynamicTranslation(P, cacheSize: 16.MiB)) > 1.05 * normal);
        Assert.InRange(Cost(new DynamicTranslation(P, chaining: false, cacheSize: 256.MiB)) / normal, 1.5, 3);
    }

    // Bellard 2005, sec. 5: QEMU is about 30 times faster than an interpreter (published range of the comparison 20 to 50).
    [Fact]
    public void An_interpreter_is_thirty_times_slower_than_translation()
    {
        var work = new WorkProfile { Name = "integer", User = 1e6.Cycles, Kernel = 1e6.Cycles };
        Assert.InRange(new Interpretation(P).Run(work, CpuModels.Prescott(P)).Total / new DynamicTranslation(P)
            .Run(work, CpuModels.Prescott(P)).Total, 20, 50);
    }
}
