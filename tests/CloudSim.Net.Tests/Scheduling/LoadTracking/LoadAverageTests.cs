using CloudSim.Net.Scheduling.LoadTracking;

namespace CloudSim.Net.Tests.Scheduling.LoadTracking;

/// <summary>Averages forget half in 32 periods of 1,024 us.</summary>
public class LoadAverageTests
{
    private const long HalfLife = 32_768_000;

    [Fact]
    public void A_load_that_ends_is_half_after_a_half_life()
    {
        var load = default(LoadAverage);
        load.Start(0, 1024);
        Assert.Equal(512, load.Update(HalfLife, 0), 9);
        Assert.Equal(256, load.Update(2 * HalfLife, 0), 9);
        Assert.Equal(128, load.Update(3 * HalfLife, 0), 9);
        Assert.Equal(1024 - (896 / 2.0), load.Update(4 * HalfLife, 1024), 9);
    }

    [Fact]
    public void Utilization_follows_what_was_run()
    {
        var used = default(Utilization);
        Assert.Equal(512, used.Update(HalfLife, HalfLife), 9);
        Assert.Equal(768, used.Update(2 * HalfLife, 2 * HalfLife), 9);
        Assert.Equal(640, used.Update(3 * HalfLife, (2 * HalfLife) + (HalfLife / 2)), 9);
        Assert.Equal(320, used.Update(4 * HalfLife, (2 * HalfLife) + (HalfLife / 2)), 9);
    }
}
