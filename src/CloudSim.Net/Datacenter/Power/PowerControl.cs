using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>
/// Puts a machine without guests to sleep and wakes it, with the times and powers of <see cref="PowerModel.Sleep"/>. From the first moment
/// of falling asleep to the end of waking up it admits no guest, and its own tasks wait (<see cref="Host.IsAwake"/>): the kernel freezes
/// them before it suspends the machine.
/// </summary>
public sealed class PowerControl
{
    private readonly Host host;
    private readonly Alarm next;
    private readonly TimeSpan[] times = new TimeSpan[Enum.GetValues<PowerState>().Length];
    private readonly Joules[] energies = new Joules[Enum.GetValues<PowerState>().Length];
    private PowerReading entered;
    private Event? asleep, awake;

    private PowerControl(Host host)
    {
        (this.host, Meter) = (host, PowerMeter.Of(host));
        next = new Alarm(host.Simulation, Arrive);
        entered = Meter.Read();
    }

    /// <summary>The machine's meter.</summary>
    public PowerMeter Meter { get; }

    /// <summary>Its state now.</summary>
    public PowerState State { get; private set; }

    private SleepState Times => Meter.Model.Sleep!;

    /// <summary>The control of a machine; its accounts of states begin when it is first asked for.</summary>
    /// <exception cref="ArgumentException">No power of this model is known (<see cref="HostModel.Power"/>).</exception>
    public static PowerControl Of(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Kernel.Part(_ => new PowerControl(host));
    }

    /// <summary>Time in a state so far.</summary>
    public TimeSpan TimeIn(PowerState state) =>
        times[(int)state] + (state == State ? host.Simulation.Now - entered.At : TimeSpan.Zero);

    /// <summary>Energy in a state so far.</summary>
    public Joules EnergyIn(PowerState state) =>
        energies[(int)state] + (state == State ? Meter.Energy - entered.Energy : Joules.Zero);

    /// <summary>
    /// Puts the machine to sleep. The event happens when it sleeps. It fails, with the reason, if the machine has guests, is not on, or
    /// cannot sleep.
    /// </summary>
    public Event Sleep()
    {
        var reason = State != PowerState.On ? $"it is not on ({State})"
            : host.Guests.Count > 0 ? $"{host.Guests.Count} guests are on it"
            : host.Places > 0 ? $"{host.Places} requests, or threads of moves, hold a place on it"
            : Meter.Model.Sleep is null ? "its power model has no sleep state"
            : null;
        var done = new Event(host.Simulation);
        if (reason is not null)
        {
            done.Fail($"{host.Model.Name} does not fall asleep: {reason}");
            return done;
        }

        asleep = done;
        host.Suspend();
        Enter(PowerState.FallingAsleep, Times.FallingAsleep);
        next.Set(Times.FallAsleep);
        return done;
    }

    /// <summary>
    /// Wakes the machine: at once if it sleeps, when it has fallen asleep if it is on its way there. The event happens when it is on, at
    /// once if it is.
    /// </summary>
    public Event Wake()
    {
        if (State == PowerState.On)
        {
            var done = new Event(host.Simulation);
            done.Succeed();
            return done;
        }

        awake ??= new Event(host.Simulation);
        if (State == PowerState.Asleep)
            BeginWaking();
        return awake;
    }

    private void Arrive()
    {
        if (State == PowerState.FallingAsleep)
        {
            Enter(PowerState.Asleep, Times.Asleep);
            asleep!.Succeed();
            if (awake is not null)
                BeginWaking();
        }
        else
        {
            Enter(PowerState.On, null);
            host.Resume();
            var done = awake!;
            awake = null;
            done.Succeed();
        }
    }

    private void BeginWaking()
    {
        Enter(PowerState.Waking, Times.Waking);
        next.Set(Times.WakeUp);
    }

    private void Enter(PowerState state, Watts? power)
    {
        var now = Meter.Read();
        times[(int)State] += now.At - entered.At;
        energies[(int)State] += now.Energy - entered.Energy;
        (entered, State) = (now, state);
        Meter.Draw(power);
    }
}
