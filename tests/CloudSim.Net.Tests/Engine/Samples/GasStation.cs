namespace CloudSim.Net.Tests.Engine.Samples;

/// <summary>
/// Cars come to a gas station with two pumps that share a tank; when the tank is low, a truck is called, which takes five minutes.
/// </summary>
internal sealed class GasStation
{
    private const double TankSize = 200;
    private const double LowLevel = 50;
    private const double CarTank = 50;
    private const double LitersPerSecond = 2;

    private readonly Simulation sim;
    private readonly RandomStream cars;
    private readonly Resource pumps;
    private readonly Container tank;

    public GasStation(Simulation sim, RandomStreams streams)
    {
        this.sim = sim;
        cars = streams["cars"];
        pumps = new Resource(sim, 2);
        tank = new Container(sim, TankSize, TankSize);
        sim.Process(Arrivals());
        sim.Process(Control());
    }

    public double Sold { get; private set; }

    public double Delivered { get; private set; }

    public double Level => tank.Level;

    public List<TimeSpan> Refuelling { get; } = [];

    private IEnumerable<Event> Arrivals()
    {
        while (true)
        {
            yield return sim.Timeout(TimeSpan.FromSeconds(cars.Uniform(30, 300)));
            sim.Process(Car(liters: CarTank - cars.Uniform(5, 25)));
        }
    }

    private IEnumerable<Event> Car(double liters)
    {
        var arrival = sim.Now;
        using (var pump = pumps.Request())
        {
            yield return pump;
            yield return tank.Get(liters);
            yield return sim.Timeout(TimeSpan.FromSeconds(liters / LitersPerSecond));
        }
        Sold += liters;
        Refuelling.Add(sim.Now - arrival);
    }

    private IEnumerable<Event> Control()
    {
        while (true)
        {
            yield return tank.WhenAtMost(LowLevel);
            yield return sim.Timeout(TimeSpan.FromMinutes(5));
            double liters = TankSize - tank.Level;
            Delivered += liters;
            yield return tank.Put(liters);
        }
    }
}
