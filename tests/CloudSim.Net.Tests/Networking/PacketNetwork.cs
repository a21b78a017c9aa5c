namespace CloudSim.Net.Tests.Networking;

/// <summary>
/// Links that move packets one by one: each link takes the packets that wait for it from its flows in turn (fair queueing by rounds), and a
/// flow keeps a window of packets under way. The flow model must come to the same rates in the long run.
/// </summary>
internal sealed class PacketNetwork(double[] capacities, int[][] paths, int packet, int window)
{
    /// <summary>Bytes a second that each flow moves between two instants, by an event list of its own.</summary>
    public double[] Rates(double from, double until)
    {
        var queues = capacities.Select(_ => new Queue<int>[paths.Length].Select(_ => new Queue<int>()).ToArray()).ToArray();
        var busy = new bool[capacities.Length];
        var turn = new int[capacities.Length];
        var moved = new double[paths.Length];
        var events = new PriorityQueue<(int Link, int Flow, int Hop), (double, long)>();
        var (now, number) = (0.0, 0L);
        for (var f = 0; f < paths.Length; f++)
            for (var w = 0; w < window; w++)
                Arrive(f, 0);
        while (events.TryDequeue(out var e, out var time) && time.Item1 < until)
        {
            now = time.Item1;
            busy[e.Link] = false;
            if (e.Hop + 1 < paths[e.Flow].Length)
                Arrive(e.Flow, e.Hop + 1);
            else
            {
                if (now >= from)
                    moved[e.Flow] += packet;
                Arrive(e.Flow, 0);
            }
            Start(e.Link);
        }
        return [.. moved.Select(m => m / (until - from))];

        void Arrive(int flow, int hop)
        {
            queues[paths[flow][hop]][flow].Enqueue(hop);
            Start(paths[flow][hop]);
        }

        void Start(int link)
        {
            if (busy[link])
                return;
            for (var i = 0; i < paths.Length; i++)
            {
                var flow = (turn[link] + i) % paths.Length;
                if (queues[link][flow].Count == 0)
                    continue;
                busy[link] = true;
                turn[link] = flow + 1;
                events.Enqueue((link, flow, queues[link][flow].Dequeue()), (now + packet / capacities[link], number++));
                return;
            }
        }
    }
}
