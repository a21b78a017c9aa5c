using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Power;

public class PowerControlTests
{
    private static readonly SleepState Sleeping = new()
    {
        Asleep = 5.Watts, FallAsleep = 2.Seconds, FallingAsleep = 60.Watts, WakeUp = 4.Seconds, Waking = 90.Watts,
    };

    private readonly Simulation sim = new();

    private PowerControl Control(SchedulerKind kind = SchedulerKind.Fluid, SleepState? sleep = null) => PowerControl.Of(new Host(sim,
        HostModel.RackServer(P) with { Power = PowerModel.Linear(50.Watts, 210.Watts) with { Sleep = sleep ?? Sleeping } },
        new RandomStreams(1), kind));

    private void To(double seconds) => sim.Run(sim.StartDate.AddSeconds(seconds));

    [Fact]
    public void It_goes_through_its_states_and_draws_what_each_draws()
    {
        var control = Control();
        To(10);
        var asleep = control.Sleep();
        (double At, PowerState State, double Watts)[] found =
        [
            (11.9, PowerState.FallingAsleep, 60), (12.1, PowerState.Asleep, 5), (20, PowerState.Asleep, 5),
        ];
        foreach (var (at, state, watts) in found)
        {
            To(at);
            Assert.Equal((state, watts), (control.State, control.Meter.Now.Value));
        }

        Assert.True(asleep.IsProcessed && asleep.IsOk);
        var awake = control.Wake();
        To(23.9);
        Assert.Equal((PowerState.Waking, 90, false), (control.State, control.Meter.Now.Value, awake.IsProcessed));
        To(30);
        Assert.Equal((PowerState.On, 50, true), (control.State, control.Meter.Now.Value, awake.IsProcessed));
        Assert.Equal((10 * 50) + (2 * 60) + (8 * 5) + (4 * 90) + (6 * 50), control.Meter.Energy.Value, 1e-9);
        Assert.Equal(16.Seconds, control.TimeIn(PowerState.On));
        Assert.Equal(40, control.EnergyIn(PowerState.Asleep).Value, 1e-9);
    }

    [Fact]
    public void Who_wakes_it_while_it_falls_asleep_waits_until_it_sleeps()
    {
        var control = Control();
        var asleep = control.Sleep();
        To(1);
        var (first, second) = (control.Wake(), control.Wake());
        Assert.Same(first, second);
        To(3);
        Assert.True(asleep.IsProcessed);
        Assert.Equal(PowerState.Waking, control.State);
        Assert.Same(first, control.Wake());
        To(7);
        Assert.True(first.IsProcessed);
        Assert.Equal(PowerState.On, control.State);
        Assert.Equal((TimeSpan.Zero, 2.Seconds, 4.Seconds),
            (control.TimeIn(PowerState.Asleep), control.TimeIn(PowerState.FallingAsleep), control.TimeIn(PowerState.Waking)));
    }

    [Fact]
    public void Calls_that_make_no_sense_fail_with_the_reason_and_change_nothing()
    {
        var control = Control();
        To(1);
        Assert.True(control.Wake().IsOk);
        Assert.Equal(PowerState.On, control.State);
        var guest = control.Meter.Host.Admit(Firecracker.Of(P), new GuestSpec(128.MiB, 1.MiB));
        Refused(control.Sleep(), "1 guests are on it");
        sim.Run(guest.Start());
        guest.Stop();
        Assert.False(control.Sleep().IsTriggered);
        Refused(control.Sleep(), "it is not on (FallingAsleep)");
        sim.Run(3.Seconds);
        Refused(control.Sleep(), "it is not on (Asleep)");
        control.Wake();
        Refused(control.Sleep(), "it is not on (Waking)");
        sim.Run(5.Seconds);
        Assert.Equal(PowerState.On, control.State);
        var awake = PowerControl.Of(new Host(sim, HostModel.RackServer(P) with { Power = PowerModel.Linear(1.Watts, 2.Watts) },
            new RandomStreams(2)));
        Refused(awake.Sleep(), "no sleep state");
        sim.Run(1.Seconds);
        Assert.Throws<ArgumentException>(() => PowerControl.Of(new Host(sim, HostModel.RackServer(P), new RandomStreams(3))));

        static void Refused(Event call, string reason)
        {
            Assert.True(call.IsTriggered && !call.IsOk);
            Assert.Contains(reason, $"{call.Value}");
        }
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    [InlineData(SchedulerKind.Credit)]
    [InlineData(SchedulerKind.Fluid)]
    public void A_machine_that_sleeps_admits_nobody_and_runs_nothing(SchedulerKind kind)
    {
        var control = Control(kind);
        var host = control.Meter.Host;
        var service = host.Scheduler.CreateTask("service");
        service.Demand(10_000_000_000);
        host.Scheduler.CreateGroup("idle").Background = 500_000_000;
        To(3);
        control.Sleep();
        To(4);
        Assert.Equal(0, host.Scheduler.BusyCpus);
        Assert.False(host.TryAdmit(Firecracker.Of(P), new GuestSpec(128.MiB, 1.MiB), out var guest, out var boundBy));
        Assert.Equal((null, Host.NotAwake), (guest, boundBy));
        To(10);
        var late = host.Scheduler.CreateTask("late");
        late.Demand(1_000_000_000);
        To(20);
        Assert.Equal((0, 0), (host.Scheduler.BusyCpus, late.CpuTime));
        Assert.Equal(3_000_000_000, service.CpuTime + service.Overhead, 1.0);
        Assert.Equal(5, control.Meter.Now.Value);
        control.Wake();
        To(23.5);
        Assert.False(host.IsAwake);
        To(60);
        Assert.Equal((10_000_000_000, 1_000_000_000, true), (service.CpuTime, late.CpuTime, host.IsAwake));
        Assert.True(host.TryAdmit(Firecracker.Of(P), new GuestSpec(128.MiB, 1.MiB), out _, out _));
        Assert.Equal(0.5, host.Scheduler.BusyCpus, 1e-9);
    }

    [Fact]
    public void Without_any_time_to_sleep_and_wake_it_is_there_at_once()
    {
        var control = Control(sleep: Sleeping with { FallAsleep = TimeSpan.Zero, WakeUp = TimeSpan.Zero });
        control.Sleep();
        var awake = control.Wake();
        To(1);
        Assert.True(awake.IsProcessed);
        Assert.Equal(50, control.Meter.Energy.Value, 1e-9);
    }

    /// <summary>Times of states are the time that has passed, their energies are power by time, and all of them is what the meter
    /// shows.</summary>
    [Fact]
    public void Times_and_energies_of_states_add_up() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9_000], Gen.Int[0, 3_000]).Array[1, 30].Sample(calls =>
        {
            var sim = new Simulation();
            var power = PowerModel.Linear(50.Watts, 210.Watts) with { Sleep = Sleeping };
            var host = new Host(sim, HostModel.RackServer(P) with { Power = power }, new RandomStreams(1), SchedulerKind.Fluid);
            var (control, task) = (PowerControl.Of(host), host.Scheduler.CreateTask("t"));
            foreach (var (call, milliseconds, work) in calls)
            {
                if (call == 0)
                    control.Sleep();
                else if (call == 1)
                    control.Wake();
                else
                    task.Demand(1_000_000L * work);
                if (milliseconds > 0)
                    sim.Run(milliseconds.Milliseconds);
                var states = Enum.GetValues<PowerState>();
                Assert.Equal(sim.Now - sim.StartDate, states.Aggregate(TimeSpan.Zero, (sum, s) => sum + control.TimeIn(s)));
                Assert.Equal(control.Meter.Energy.Value, states.Sum(s => control.EnergyIn(s).Value), 1e-8);
                foreach (var (state, watts) in new[]
                {
                    (PowerState.Asleep, Sleeping.Asleep), (PowerState.FallingAsleep, Sleeping.FallingAsleep),
                    (PowerState.Waking, Sleeping.Waking),
                })
                    Assert.Equal((watts * control.TimeIn(state)).Value, control.EnergyIn(state).Value, 1e-8);
                Assert.Equal((50 * control.TimeIn(PowerState.On).TotalSeconds) + (10 * host.Scheduler.BusyTime.TotalSeconds),
                    control.EnergyIn(PowerState.On).Value, 1e-4);
            }
        });
}
