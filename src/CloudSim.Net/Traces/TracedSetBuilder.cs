using System.Globalization;

namespace CloudSim.Net.Traces;

/// <summary>
/// Gathers the rows of a trace to its guests. A guest that has not ended lives to the trace's end. Its use is what rows of demand say; else
/// the mean that its own row says; else all CPUs that it asks for. Where rows of demand leave a gap in a guest's life, it uses nothing.
/// </summary>
internal sealed class TracedSetBuilder : ITraceSink
{
    private readonly Dictionary<string, Life> lives = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Piece>> pieces = new(StringComparer.Ordinal);
    private bool? isOfMachines;
    private long events, lengthless, overlaps;
    private double last = double.NegativeInfinity;

    public List<string> Remarks { get; } = [];

    /// <summary>Whether no guest was told of.</summary>
    public bool IsEmpty => lives.Count == 0;

    public void Begin(TraceFormat format) => isOfMachines = format.IsOfMachines;

    public void Add(in TraceGuest guest)
    {
        if (double.IsNaN(guest.Duration))
        {
            lengthless++;
            return;
        }

        var end = guest.Submitted + guest.Duration;
        last = Math.Max(last, double.IsFinite(end) ? end : guest.Submitted);
        if (!lives.TryGetValue(guest.Id, out var life))
            lives.Add(guest.Id, new(guest.Submitted, end, guest.Cpus, guest.Memory, guest.Demand, 1));
        else
        {
            // A further stretch of the same guest: then each row is one of its demand.
            if (life.Rows == 1 && !double.IsNaN(life.Use))
                Put(guest.Id, new(life.Begin, life.End - life.Begin, life.Use, false));
            lives[guest.Id] = new(Math.Min(life.Begin, guest.Submitted), Math.Max(life.End, end), Math.Max(life.Cpus, guest.Cpus),
                double.IsNaN(guest.Memory) ? life.Memory : double.IsNaN(life.Memory) ? guest.Memory : Math.Max(life.Memory, guest.Memory),
                double.NaN, life.Rows + 1);
        }

        if (lives[guest.Id].Rows > 1 && !double.IsNaN(guest.Demand))
            Put(guest.Id, new(guest.Submitted, guest.Duration, guest.Demand, false));
    }

    public void Add(in TraceDemand demand)
    {
        last = Math.Max(last, demand.Time + demand.Length);
        Put(demand.Id, double.IsNaN(demand.Cpus) ? new(demand.Time, demand.Length, demand.Share, true)
            : new(demand.Time, demand.Length, demand.Cpus, false));
    }

    public void Add(double time, double length, long events) => this.events += events;

    public TracedSet Build(string path)
    {
        if (lives.Count == 0)
            throw new InputException(path, null, events > 0 ? "tells of invocations, not of guests with a size"
                : lengthless > 0 ? "tells of no guest's length" : pieces.Count > 0 ? "tells what guests use, but not who they are"
                : "tells of no guest", "a trace of guests with begin, length and CPUs: of VMs, jobs or tasks");
        var zero = lives.Values.Min(life => life.Begin);
        var (guests, sizeless, empty, hasUse) = (new List<TracedGuest>(lives.Count), 0, 0, pieces.Count > 0);
        foreach (var (id, life) in lives)
        {
            sizeless += double.IsNaN(life.Cpus) ? 1 : 0;
            empty += life.Cpus == 0 ? 1 : 0;
            hasUse |= !double.IsNaN(life.Use);
            guests.Add(Guest(id, life with { Cpus = double.IsNaN(life.Cpus) ? 1 : Math.Max(life.Cpus, TracedGuest.LeastCpus) }, zero));
        }

        var strangers = pieces.Where(piece => !lives.ContainsKey(piece.Key)).Sum(piece => (long)piece.Value.Count);
        Say(lengthless, "rows are left out: their guest's length is unknown");
        Say(sizeless, "guests do not say how many CPUs they ask for: taken as one");
        Say(empty, FormattableString.Invariant($"guests ask for no CPUs: taken as {TracedGuest.LeastCpus}"));
        Say(strangers, "rows of demand are left out: no table tells of their guest");
        Say(overlaps, "rows of demand overlap the one before them: the later one counts");
        Say(lives.Values.LongCount(life => double.IsInfinity(life.End)), "guests have not ended: taken to run to the trace's end");
        return new(guests, last - zero) { IsOfMachines = isOfMachines == true, HasUse = hasUse, Remarks = Remarks };
    }

    private TracedGuest Guest(string id, Life life, double zero)
    {
        var end = (double.IsFinite(life.End) ? life.End : last) - zero;
        var changes = pieces.TryGetValue(id, out var rows) ? Changes(rows, life, zero)
            : [(life.Begin - zero, double.IsNaN(life.Use) ? life.Cpus : life.Use)];
        // Rounding of a clock must not let a guest end before it begins.
        return new(id, life.Begin - zero, Math.Max(end, life.Begin - zero), life.Cpus, life.Memory, changes)
        {
            HasEnded = double.IsFinite(life.End),
        };
    }

    private List<(double Time, double Cpus)> Changes(List<Piece> rows, Life life, double zero)
    {
        rows.Sort((a, b) => a.Time.CompareTo(b.Time));
        var changes = new List<(double Time, double Cpus)>(rows.Count + 1);
        var until = double.NegativeInfinity;
        foreach (var row in rows)
        {
            var time = row.Time - zero;
            if (time < until - 1e-6)
                overlaps++;
            else if (time > until + 1e-6 && changes.Count > 0)
                Change(until, 0);
            Change(Math.Max(time, 0), row.IsShare ? row.Use * life.Cpus : row.Use);
            until = Math.Max(time + row.Length, until);
        }

        Change(until, 0);
        return changes;

        void Change(double time, double cpus)
        {
            if (changes.Count > 0 && changes[^1].Time >= time)
                changes[^1] = (changes[^1].Time, cpus);
            else if (changes.Count == 0 || changes[^1].Cpus != cpus)
                changes.Add((time, cpus));
        }
    }

    private void Put(string id, in Piece piece)
    {
        if (!pieces.TryGetValue(id, out var list))
            pieces.Add(id, list = []);
        list.Add(piece);
    }

    private void Say(long count, string what)
    {
        if (count > 0)
            Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
    }

    private readonly record struct Life(double Begin, double End, double Cpus, double Memory, double Use, int Rows);

    private readonly record struct Piece(double Time, double Length, double Use, bool IsShare);
}
