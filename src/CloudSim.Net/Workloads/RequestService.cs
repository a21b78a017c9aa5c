using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>
/// An open-loop request service in a guest: requests arrive by a Poisson process whatever their backlog, pass the device
/// thread (if the platform has one), are served one after the other on the guest's CPU, and leave through the device thread
/// and the host's network interface. A side that sleeps takes its time to be woken.
/// </summary>
public sealed class RequestService
{
    private readonly Guest guest;
    private readonly RateCurve arrivals;
    private readonly RandomStream arrivalStream;
    private readonly RandomStream serviceStream;
    private readonly double sigma;
    private readonly Cost cost;
    private readonly Bytes responseSize;
    private readonly Action<TimeSpan> responded;
    private readonly Alarm next;
    private readonly DateTime start;
    private readonly Delay<DateTime> toDevice;
    private readonly Delay<DateTime> toCpu;
    private readonly Queue<DateTime> atCpu = new();
    private readonly Queue<(DateTime Arrival, bool Outbound)> atDevice = new();

    /// <summary>A service that starts to receive requests now; it draws from the guest's streams "arrivals" and "service".</summary>
    /// <param name="guest">Where it runs; its tasks are the service's alone from now on.</param>
    /// <param name="application">What a request does.</param>
    /// <param name="arrivals">Rate of requests from now on.</param>
    /// <param name="responded">Called with each response time.</param>
    /// <exception cref="ArgumentException">A request has block operations: these need a process each (see <see cref="BatchJob"/>); or no
    /// packets where a device thread carries them.</exception>
    public RequestService(Guest guest, WebApplication application, RateCurve arrivals, Action<TimeSpan> responded)
    {
        if (application.Request.BlockOperations > 0)
            throw new ArgumentException("a request service has its files in memory: no block operations", nameof(application));
        if (guest.Device is not null && guest.Cost(application.Request).Device == Cycles.Zero)
            throw new ArgumentException("a request that passes a device thread has packets", nameof(application));
        this.guest = guest;
        this.arrivals = arrivals;
        this.responded = responded;
        arrivalStream = guest.Streams["arrivals"];
        serviceStream = guest.Streams["service"];
        sigma = application.ServiceSigma;
        responseSize = application.Response;
        cost = Cost.Of(guest, application);
        start = guest.Host.Simulation.Now;
        next = new Alarm(guest.Host.Simulation, Arrive);
        toDevice = new Delay<DateTime>(guest.Host.Simulation, guest.Platform.Io.PacketWake, arrival => Pass(arrival, outbound: false));
        toCpu = new Delay<DateTime>(guest.Host.Simulation, guest.Platform.Io.PacketWake, Serve);
        guest.Cpu.Done = Served;
        if (guest.Device is { } thread)
            thread.Done = Passed;
        guest.Stopped += Abandon;
        Schedule(TimeSpan.Zero);
    }

    /// <summary>Requests arrived.</summary>
    public long Arrived { get; private set; }

    /// <summary>Responses sent.</summary>
    public long Completed { get; private set; }

    /// <summary>Requests in the guest now.</summary>
    public long Backlog => Arrived - Completed;

    /// <summary>No further arrivals; the backlog is still served.</summary>
    public void Stop() => next.Cancel();

    /// <summary>Requests in the guest that arrived before this time.</summary>
    public int WaitingSince(DateTime time) =>
        atCpu.Count(arrival => arrival < time) + atDevice.Count(item => item.Arrival < time);

    private void Abandon()
    {
        next.Cancel();
        toDevice.Clear();
        toCpu.Clear();
    }

    private void Schedule(TimeSpan now)
    {
        if (arrivals.Next(now, arrivalStream.Exponential(1)) is { } time)
            next.SetAt(start + time);
    }

    private void Arrive()
    {
        Arrived++;
        var now = guest.Host.Simulation.Now;
        Schedule(now - start);
        if (guest.Device is not { } thread)
            Serve(now);
        else if (thread.IsSleeping)
            toDevice.Add(now);
        else
            Pass(now, outbound: false);
    }

    private void Pass(DateTime arrival, bool outbound)
    {
        atDevice.Enqueue((arrival, outbound));
        if (atDevice.Count == 1)
            guest.Device!.Demand(outbound ? cost.Outbound : cost.Inbound);
    }

    private void Passed()
    {
        var (arrival, outbound) = atDevice.Dequeue();
        if (atDevice.TryPeek(out var following))
            guest.Device!.Demand(following.Outbound ? cost.Outbound : cost.Inbound);
        if (outbound)
            Respond(arrival);
        else if (guest.Cpu.IsSleeping)
            toCpu.Add(arrival);
        else
            Serve(arrival);
    }

    private void Serve(DateTime arrival)
    {
        atCpu.Enqueue(arrival);
        if (atCpu.Count == 1)
            guest.Cpu.Demand(guest.HaltNs + Draw());
    }

    private void Served()
    {
        var arrival = atCpu.Dequeue();
        if (atCpu.Count > 0)
            guest.Cpu.Demand(Draw());
        if (guest.Device is not null)
            Pass(arrival, outbound: true);
        else
            Respond(arrival);
    }

    private void Respond(DateTime arrival)
    {
        Completed++;
        responded(guest.Host.Nic.Send(responseSize) - arrival);
    }

    // A log-normal factor with mean 1 has median exp(-sigma^2/2).
    private long Draw() => Durations.WholeNanoseconds(cost.Cpu * serviceStream.LogNormal(Math.Exp(-sigma * sigma / 2), sigma));

    // Mean CPU time of one request in its places, and of going idle and being woken, in nanoseconds.
    private readonly record struct Cost(long Inbound, long Cpu, long Outbound)
    {
        public static Cost Of(Guest guest, WebApplication application)
        {
            var cost = guest.Cost(application.Request);
            var device = guest.Nanoseconds(cost.Device);
            return new Cost(device / 2, guest.Nanoseconds(cost.OnCpu), device - device / 2);
        }
    }
}
