namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>The integrals.</summary>
public sealed partial class DemandAccount
{
    private const double Noise = 1e-12; // of sums of a few dozen demands

    private readonly List<(double From, double To)> lines = []; // what each part wants here, over a piece
    private readonly List<double> cuts = [];

    // From one time to another between which no trace has a sample: cut where a guest comes to want more than its CPUs have.
    private void Piece(DateTime from, DateTime to)
    {
        lines.Clear();
        cuts.Clear();
        foreach (var part in parts)
        {
            var line = (From: part.Guest.DemandAt(from) * part.Share, To: part.Guest.DemandAt(to) * part.Share);
            lines.Add(line);
            if (Crossing(line.From, line.To, Ceiling(part)) is var cut and > 0 and < 1)
                cuts.Add(cut);
        }

        cuts.Sort();
        cuts.Add(1);
        var (begin, sum) = (0.0, Usable(0));
        foreach (var end in cuts)
        {
            var next = Usable(end);
            Even(to - from, (begin, sum), (end, next));
            (begin, sum) = (end, next);
        }
    }

    // A part of a piece over which what all can use is a line: cut where it comes to be more than the node has.
    private void Even(TimeSpan piece, (double At, double Sum) from, (double At, double Sum) to)
    {
        if (Crossing(from.Sum, to.Sum, Capacity) is var cut and > 0 and < 1)
        {
            var middle = (from.At + (cut * (to.At - from.At)), Capacity);
            Straight(piece, from, middle);
            from = middle;
        }

        Straight(piece, from, to);
    }

    private void Straight(TimeSpan piece, (double At, double Sum) from, (double At, double Sum) to)
    {
        var time = piece * (to.At - from.At);
        var seconds = piece.TotalSeconds * (to.At - from.At);
        var isFull = from.Sum + to.Sum > 2 * Capacity * (1 + Noise);
        var isShort = isFull;
        Energy += Power.Energy(Math.Min(1, from.Sum / Capacity), Math.Min(1, to.Sum / Capacity), time);
        Active += time;
        for (var i = 0; i < parts.Count; i++)
        {
            var (part, first, second, most) = (parts[i], At(i, from.At), At(i, to.At), Ceiling(parts[i]));
            isShort |= first + second > (part.IsArriving ? 0 : 2 * most * (1 + Noise));
            if (part.IsArriving)
                continue; // what it wants is counted where it runs
            var (usable, then) = (Math.Min(first, most), Math.Min(second, most));
            var got = isFull ? Capacity * Shared(usable, then, from.Sum, to.Sum) : (usable + then) / 2;
            var isMoving = part.Guest.Target is not null;
            Count(part.Guest, (first + second) / 2 * seconds, got * (isMoving ? 1 - accounts.Overhead : 1) * seconds, isMoving);
        }

        if (isShort)
            Short += time;
    }

    // Where between two values a line crosses a level, as a share of the way; 0 if it does not.
    private static double Crossing(double from, double to, double level) =>
        (from > level) != (to > level) ? (level - from) / (to - from) : 0;

    // What all guests can use of their CPUs, at a share of the piece.
    private double Usable(double at)
    {
        var sum = 0.0;
        for (var i = 0; i < parts.Count; i++)
            sum += Math.Min(At(i, at), Ceiling(parts[i]));
        return sum;
    }

    private double At(int part, double at) => lines[part].From + ((lines[part].To - lines[part].From) * at);

    private void Count(TracedInstance guest, double demanded, double delivered, bool isMoving)
    {
        guest.Demanded += demanded;
        guest.Delivered += delivered;
        accounts.Demanded += demanded;
        if (isMoving)
            accounts.LostToMoves += demanded - delivered;
    }

    // The mean of one line over another: a guest's part of a full node.
    private static double Shared(double from, double to, double allFrom, double allTo)
    {
        var (slope, allSlope) = (to - from, allTo - allFrom);
        return Math.Abs(allSlope) < 1e-6 * allFrom ? (from + to) / (allFrom + allTo)
            : (slope / allSlope) + ((from - (allFrom * slope / allSlope)) / allSlope * Math.Log(allTo / allFrom));
    }
}
