using CloudSim.Net.Datacenter;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// An open-loop request service in a guest: requests arrive by a Poisson process whatever their backlog, pass the device
/// thread (if the platform has one), are served one after the other on the guest's CPU, and leave through the device thread
/// and the host's network interface.
/// </summary>
public sealed class RequestService
{
    private readonly Guest guest;
    private readonly RateCurve arrivals;
    private readonly RandomStream arrivalStream;
    private readonly RandomStream serviceStream;
    private readonly double sigma;
    private readonly long cpuNanoseconds;
    private readonly long inNanoseconds;
    private readonly long outNanoseconds;
    private readonly Bytes responseSize;
    private readonly Action<TimeSpan> responded;
    private readonly Alarm next;
    private readonly DateTime start;
    private readonly Queue<DateTime> atCpu = new();
    private readonly Queue<(DateTime Arrival, bool Outbound)> atDevice = new();

    /// <summary>A service that starts to receive requests now.</summary>
    /// <param name="guest">Where it runs; its tasks are the service's alone from now on.</param>
    /// <param name="application">What a request does.</param>
    /// <param name="arrivals">Rate of requests from now on.</param>
    /// <param name="streams">Random numbers; streams are named after the guest's number.</param>
    /// <param name="responded">Called with each response time.</param>
    public RequestService(Guest guest, WebApplication application, RateCurve arrivals, RandomStreams streams, Action<TimeSpan> responded)
    {
        this.guest = guest;
        this.arrivals = arrivals;
        this.responded = responded;
        arrivalStream = streams[$"arrivals {guest.Number}"];
        serviceStream = streams[$"service {guest.Number}"];
        responseSize = application.Response;
        sigma = application.ServiceSigma;
        var bill = guest.Bill(application.Request);
        cpuNanoseconds = guest.Nanoseconds(bill.OnCpu);
        var device = guest.Nanoseconds(bill.Device);
        inNanoseconds = device / 2;
        outNanoseconds = device - inNanoseconds;
        start = guest.Host.Simulation.Now;
        next = new Alarm(guest.Host.Simulation, Arrive);
        guest.Cpu.Done = Served;
        if (guest.Device is { } thread)
            thread.Done = Passed;
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
        if (guest.Device is { } thread)
            Pass(thread, now, outbound: false);
        else
            Serve(now);
    }

    private void Pass(CpuTask thread, DateTime arrival, bool outbound)
    {
        atDevice.Enqueue((arrival, outbound));
        if (atDevice.Count == 1)
            thread.Demand(outbound ? outNanoseconds : inNanoseconds);
    }

    private void Passed()
    {
        var (arrival, outbound) = atDevice.Dequeue();
        if (atDevice.TryPeek(out var following))
            guest.Device!.Demand(following.Outbound ? outNanoseconds : inNanoseconds);
        if (outbound)
            Respond(arrival);
        else
            Serve(arrival);
    }

    private void Serve(DateTime arrival)
    {
        atCpu.Enqueue(arrival);
        if (atCpu.Count == 1)
            guest.Cpu.Demand(Draw());
    }

    private void Served()
    {
        var arrival = atCpu.Dequeue();
        if (atCpu.Count > 0)
            guest.Cpu.Demand(Draw());
        if (guest.Device is { } thread)
            Pass(thread, arrival, outbound: true);
        else
            Respond(arrival);
    }

    private void Respond(DateTime arrival)
    {
        Completed++;
        responded(guest.Host.Nic.Send(responseSize) - arrival);
    }

    // A log-normal factor with mean 1 has median exp(-sigma^2/2).
    private long Draw() => (long)(cpuNanoseconds * serviceStream.LogNormal(Math.Exp(-sigma * sigma / 2), sigma));
}
