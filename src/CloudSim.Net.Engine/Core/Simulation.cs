namespace CloudSim.Net.Engine;

/// <summary>
/// A simulation: the clock, the queue of what will happen, and the processes. Time is a <see cref="DateTime"/> in steps of 100 ns; the
/// methods that end in D count in <c>defaultStep</c>s instead (one second unless told). Not safe for several threads at once: see
/// <c>ThreadSafeSimulation</c>.
/// </summary>
public partial class Simulation
{
    private static readonly DateTime DefaultStart = new(1970, 1, 1);
    private readonly double stepSeconds;

    /// <summary>Whether the hot paths may skip what a derived class could have overridden.</summary>
    private readonly bool plain;

    private DateTime now;

    /// <summary>What threads hold while they use the queue; null where only one may.</summary>
    internal virtual object Gate => null;

    /// <summary>A simulation that starts at 1970-01-01 with random seed 0.</summary>
    public Simulation()
        : this(new PcgRandom(0), DefaultStart, null)
    {
    }

    /// <summary>A simulation that starts at 1970-01-01 with random seed 0.</summary>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public Simulation(TimeSpan? defaultStep)
        : this(new PcgRandom(0), DefaultStart, defaultStep)
    {
    }

    /// <summary>A simulation that starts at 1970-01-01.</summary>
    /// <param name="randomSeed">Seed of the simulation's own random numbers.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public Simulation(int randomSeed, TimeSpan? defaultStep = null)
        : this(new PcgRandom(randomSeed), DefaultStart, defaultStep)
    {
    }

    /// <summary>A simulation with random seed 0.</summary>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public Simulation(DateTime initialDateTime, TimeSpan? defaultStep = null)
        : this(new PcgRandom(0), initialDateTime, defaultStep)
    {
    }

    /// <summary>A simulation.</summary>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="randomSeed">Seed of the simulation's own random numbers.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public Simulation(DateTime initialDateTime, int randomSeed, TimeSpan? defaultStep = null)
        : this(new PcgRandom(randomSeed), initialDateTime, defaultStep)
    {
    }

    /// <summary>A simulation.</summary>
    /// <param name="random">The simulation's own random numbers.</param>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public Simulation(IRandom random, DateTime initialDateTime, TimeSpan? defaultStep = null)
    {
        stepSeconds = (defaultStep ?? TimeSpan.FromSeconds(1)).Duration().TotalSeconds;
        plain = GetType() == typeof(Simulation);
        StartDate = initialDateTime;
        now = initialDateTime;
        Random = random;
        ScheduleQ = new EventQueue(1024) { Instant = initialDateTime.Ticks };
        Logger = Console.Out;
    }

    /// <summary>The unit of the D methods in seconds.</summary>
    protected double DefaultTimeStepSeconds => stepSeconds;

    /// <summary>The current time in default steps since the start.</summary>
    public double NowD => ToDouble(Now - StartDate);

    /// <summary>The current time.</summary>
    public virtual DateTime Now
    {
        get => now;
        protected set => now = value;
    }

    /// <summary>When the clock started.</summary>
    public DateTime StartDate { get; protected set; }

    /// <summary>The simulation's own random numbers.</summary>
    protected IRandom Random { get; set; }

    /// <summary>The process that is making a step; null outside processes.</summary>
    public Process ActiveProcess { get; set; }

    /// <summary>Where <see cref="Log"/> writes; the console unless told, nothing if null.</summary>
    public TextWriter Logger { get; set; }

    /// <summary>Writes a line to the <see cref="Logger"/>.</summary>
    /// <param name="message">Text with format items.</param>
    /// <param name="args">What stands for the format items.</param>
    public virtual void Log(string message, params object[] args)
    {
        if (Logger == null)
            return;
        if (args.Length == 0)
            Logger.WriteLine(message);
        else
            Logger.WriteLine(message, args);
    }

    /// <summary>A duration in default steps.</summary>
    public double ToDouble(TimeSpan span) => span.TotalSeconds / stepSeconds;

    /// <summary>A number of default steps as a duration, in whole steps of 100 ns.</summary>
    /// <exception cref="OverflowException">The duration does not fit.</exception>
    public TimeSpan ToTimeSpan(double span) => TimeSpan.FromSeconds(stepSeconds * span);

    /// <summary>Back to the start date with an empty queue: a second run on the same object. Live processes are ended.</summary>
    /// <param name="randomSeed">Seed of the simulation's own random numbers from here on, which are a <see cref="PcgRandom"/>'s, as in
    /// Sim#.</param>
    public virtual void Reset(int randomSeed)
    {
        var thrown = EndLive();
        ScheduleQ.Clear();
        ScheduleQ.Instant = StartDate.Ticks;
        ProcessedEvents = 0;
        EventCount = 0;
        Now = StartDate;
        ActiveProcess = null;
        Random = new PcgRandom(randomSeed);
        thrown?.Throw();
    }
}
