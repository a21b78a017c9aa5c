using CloudSim.Net.Calibration;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>
/// Two programs that talk over a route, their packets worked on by simulated CPUs: the sender's stack and the hops on its machine
/// run as the sender, those on the receiver's machine as the receiver, which competes for a CPU when it is woken.
/// </summary>
/// <param name="parameters">What the costs are made of.</param>
/// <param name="client">The thread that begins.</param>
/// <param name="server">The thread that answers; of the same or another machine's scheduler.</param>
/// <param name="there">The way from client to server; the way back costs the same, its directions exchanged.</param>
/// <param name="clock">Clock of the CPUs.</param>
/// <param name="cable">Rate of the cable between two machines.</param>
/// <exception cref="ArgumentOutOfRangeException">A clock or rate that is not positive, or not finite.</exception>
public sealed class Channel(Parameters parameters, CpuTask client, CpuTask server, NetworkRoute there, Frequency clock, Bandwidth cable)
{
    private readonly NetworkCosts costs = NetworkCosts.Of(parameters);
    private readonly Frequency clock = Check.Rate(clock, nameof(clock));
    private readonly Bandwidth cable = Check.Rate(cable, nameof(cable));
    private readonly Simulation simulation = client.Scheduler.Simulation;

    /// <summary>Sends a message and waits until the answer is there.</summary>
    /// <param name="request">Size of the message.</param>
    /// <param name="answer">Size of the answer.</param>
    /// <param name="tcp">Over TCP; else datagrams.</param>
    public IEnumerable<Event> RoundTrip(Bytes request, Bytes answer, bool tcp = false)
    {
        foreach (var step in Pass(client, server, request, tcp, back: false))
            yield return step;
        foreach (var step in Pass(server, client, answer, tcp, back: true))
            yield return step;
    }

    /// <summary>A new TCP connection: one round trip, and the sockets at both ends.</summary>
    public IEnumerable<Event> Connect()
    {
        yield return client.Execute(Nanoseconds(costs.Connection));
        foreach (var step in RoundTrip(40.B, 40.B, tcp: true))
            yield return step;
        yield return server.Execute(Nanoseconds(costs.Connection));
    }

    /// <summary>Sends packets of one size as fast as both ends and the cable allow; the receiver's queue holds 64.</summary>
    /// <param name="size">Size of a packet: a datagram, or with <paramref name="stream"/> a segment.</param>
    /// <param name="count">How many; none ends at once.</param>
    /// <param name="stream">A bulk TCP stream, whose bytes cost more than those of datagrams.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of packets.</exception>
    public IEnumerable<Event> Send(Bytes size, int count, bool stream) =>
        Check.Count(count, nameof(count)) == 0 ? [] : Sending(size, count, stream);

    private IEnumerable<Event> Sending(Bytes size, int count, bool stream)
    {
        var window = new Container(simulation, 64, 64);
        var finished = new Event(simulation);
        var perByte = stream ? costs.StreamByte : costs.Byte;
        var left = count;
        var cableFree = simulation.Now;
        for (var i = 0; i < count; i++)
        {
            yield return window.Get(1);
            yield return client.Execute(Nanoseconds(costs.Send + perByte * size.Count + there.Of(size, false)));
            if (!there.IsRemote)
            {
                Arrive();
                continue;
            }
            var begin = cableFree > simulation.Now ? cableFree : simulation.Now;
            cableFree = begin + (stream ? there.OnCable(costs, size) : size + costs.FrameHeaders) / cable;
            var arrived = new Alarm(simulation, Arrive);
            arrived.SetAt(cableFree + costs.Wire);
        }
        yield return finished;

        void Arrive() => server.Execute(Nanoseconds(costs.Receive + costs.Byte * size.Count + there.Of(size, true))).AddCallback(_ =>
        {
            window.Put(1);
            if (--left == 0)
                finished.Succeed();
        });
    }

    private IEnumerable<Event> Pass(CpuTask from, CpuTask to, Bytes size, bool tcp, bool back)
    {
        yield return from.Execute(Nanoseconds(costs.Send + costs.Byte * size.Count + there.Of(size, back)));
        if (there.IsRemote)
            yield return simulation.Timeout(costs.Wire + size / cable);
        yield return to.Execute(Nanoseconds(costs.Receive + (tcp
            ? costs.TcpMessage : Cycles.Zero) + costs.Byte * size.Count + there.Of(size, !back)));
    }

    private long Nanoseconds(Cycles cycles) => cycles.NanosecondsAt(clock);
}
