namespace CloudSim.Net.Tests.Engine.Samples;

/// <summary>Three models that Sim#'s users know.</summary>
public class SampleTests
{
    [Fact]
    public void MM1_waits_four_times_its_service() // the model of the engine's README
    {
        var sim = new Simulation(randomSeed: 1);
        var streams = new RandomStreams(seed: 1);
        var desk = new Resource(sim, capacity: 1) { WaitingTime = new SampleMonitor("waiting") };
        sim.Process(Arrivals());
        sim.Run(TimeSpan.FromDays(10));
        Assert.InRange(desk.WaitingTime.Mean, 3.85, 4.15);

        IEnumerable<Event> Arrivals()
        {
            while (true)
            {
                yield return sim.TimeoutD(streams["arrivals"].Exponential(1 / 0.8));
                sim.Process(Customer());
            }
        }

        IEnumerable<Event> Customer()
        {
            using var request = desk.Request();
            yield return request;
            yield return sim.TimeoutD(streams["service"].Exponential(1));
        }
    }

    [Fact]
    public void The_gas_station_sells_what_it_gets()
    {
        var sim = new Simulation();
        var station = new GasStation(sim, new RandomStreams(42));
        sim.Run(TimeSpan.FromDays(10));
        double inPipes = 200 + station.Delivered - station.Level - station.Sold;
        Assert.InRange(inPipes, -1e-6, 2 * 45.001); // what the cars at the two pumps have taken
        Assert.InRange(station.Refuelling.Count, 5_100, 5_400); // one in 165 s on average
        Assert.Equal(station.Refuelling.Count * 35.0, station.Sold, station.Sold * 0.02);
        Assert.True(station.Refuelling.Min() >= TimeSpan.FromSeconds(12.5));
    }

    [Fact]
    public void The_machine_shop_loses_the_time_of_its_repairs()
    {
        var sim = new Simulation();
        var shop = new MachineShop(sim, new RandomStreams(42), machines: 10);
        sim.Run(TimeSpan.FromDays(28));
        double minutes = 28 * 24 * 60;
        double alone = minutes / (10 * (1 + (30.0 / 300))); // if no machine ever waited for the repairer
        Assert.All(shop.PartsMade, parts => Assert.InRange(parts, 0.4 * alone, alone * 1.02));
        Assert.InRange(shop.BreakdownCount * 30, 0.6 * minutes, minutes); // the repairer is busy, but not more than always
        Assert.InRange(shop.JobsLeft, 1, shop.BreakdownCount);
        Assert.InRange(shop.JobsDone * 30, 1, minutes - (shop.BreakdownCount * 30) + 3_000);
    }
}
